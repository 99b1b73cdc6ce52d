package org.countinghouse.documents;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.core.DisallowExtensionCustomizerBuilder;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fills the invoice template. A template may only print, loop and choose: it reaches nothing but the components of
 * the records it is given, so that a template of unknown origin cannot read files, run code or loop without end.
 */
final class InvoiceTemplate {
    private final PebbleEngine engine;

    InvoiceTemplate() {
        ClasspathLoader loader = new ClasspathLoader(InvoiceTemplate.class.getClassLoader());
        loader.setPrefix("documents");
        loader.setCharset("UTF-8");
        engine = new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(true)
                .defaultEscapingStrategy("html")
                .defaultLocale(Locale.ROOT)
                .methodAccessValidator(InvoiceTemplate::isRecordComponent)
                .registerExtensionCustomizer(new DisallowExtensionCustomizerBuilder()
                        .disallowedFunctionKeys(List.of("range", "min", "max", "i18n"))
                        .disallowedTokenParserTags(
                                List.of("extends", "embed", "import", "from", "macro", "parallel", "cache", "flush"))
                        .build())
                .build();
    }

    /** XHTML of the invoice, with every text escaped. */
    String fill(InvoiceSheet sheet) {
        StringWriter html = new StringWriter();
        try {
            engine.getTemplate("invoice.html.peb").evaluate(html, Map.of("invoice", sheet, "words", sheet.words()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return html.toString();
    }

    private static boolean isRecordComponent(Object object, Method method) {
        return object.getClass().isRecord()
                && Arrays.stream(object.getClass().getRecordComponents())
                        .anyMatch(component -> component.getAccessor().equals(method));
    }
}
