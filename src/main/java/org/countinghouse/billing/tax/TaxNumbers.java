package org.countinghouse.billing.tax;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How VAT identification numbers of the member states of the EU are written (European Commission, VIES, "VAT
 * identification number structure"). A number that is written right need not exist: that only the register knows.
 */
public final class TaxNumbers {
    private static final Map<String, Form> FORMS = forms();

    private TaxNumbers() {}

    private record Form(String prefix, Pattern pattern) {}

    /**
     * A number as registers take it.
     *
     * @param prefix of the country: its code, but EL for Greece
     * @param number without the prefix
     */
    public record TaxNumber(String prefix, String number) {}

    /** True of the member states of the EU. */
    public static boolean european(@Nullable String country) {
        return country != null && FORMS.containsKey(country);
    }

    /**
     * The number, when it is written as those of the country are; spaces, dots and dashes do not matter.
     *
     * @param country ISO 3166-1 alpha-2
     * @return empty when it is none, or of a country whose numbers are not known here
     */
    public static Optional<TaxNumber> read(@Nullable String country, String text) {
        Form form = country == null ? null : FORMS.get(country);
        if (form == null) {
            return Optional.empty();
        }
        String plain = text.toUpperCase(Locale.ROOT).replaceAll("[\\s.-]", "");
        if (!plain.startsWith(form.prefix())) {
            return Optional.empty();
        }
        String number = plain.substring(form.prefix().length());
        return form.pattern().matcher(number).matches()
                ? Optional.of(new TaxNumber(form.prefix(), number))
                : Optional.empty();
    }

    private static Map<String, Form> forms() {
        var forms = new HashMap<String, Form>();
        try (InputStream file = Objects.requireNonNull(TaxNumbers.class.getResourceAsStream("/tax/vat-numbers.csv"));
                var rows = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            rows.forEach(row -> forms.put(
                    row.getField("country"),
                    new Form(row.getField("prefix"), Pattern.compile(row.getField("pattern")))));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return Map.copyOf(forms);
    }
}
