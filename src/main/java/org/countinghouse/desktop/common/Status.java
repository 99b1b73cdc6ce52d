package org.countinghouse.desktop.common;

import org.kordamp.ikonli.Ikon;

/** A state as people see it: icon, word and colour together. */
public record Status(Tone tone, Ikon icon, String text) {}
