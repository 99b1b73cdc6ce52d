package org.countinghouse;

public final class Countinghouse {
    private Countinghouse() {}

    public static void main(String[] args) {}
}
