package org.countinghouse.billing.currency;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import okhttp3.HttpUrl;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Euro foreign exchange reference rates of the European Central Bank, published on working days about 16:00 CET. The
 * daily file has the last day, the 90-day and historical ones have the same form and more days.
 */
public final class EcbRates implements RateSource {
    /** The file of the last working day. */
    public static final String ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml";

    static final String NAME = "ECB";

    /** What becomes of a rate that cannot be kept. */
    enum Unfit {
        /** Left out: another source is asked for it. */
        LEFT_OUT,
        /** Refuses the whole file. */
        REFUSED
    }

    private final HttpUrl address;

    public EcbRates(String address) {
        this.address = HttpUrl.get(address);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ExchangeRate> ofEuro(Set<String> wanted) {
        return read(new ByteArrayInputStream(RateHttp.get(NAME, address)), NAME, Unfit.LEFT_OUT).stream()
                .filter(rate -> wanted.contains(rate.quote()))
                .toList();
    }

    /**
     * Reads a file in the bank's form.
     *
     * @throws Failure {@code currency.source}, {@code currency.value} naming line and value
     */
    static List<ExchangeRate> read(InputStream file, String source, Unfit unfit) {
        var rates = new ArrayList<ExchangeRate>();
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(file);
            LocalDate day = null;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw RateHttp.useless(source, "its file has a document type, which rates do not need", null);
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("Cube")) {
                    String time = reader.getAttributeValue(null, "time");
                    day = time == null ? day : LocalDate.parse(time);
                    ExchangeRate rate = rate(reader, day, source, unfit);
                    if (rate != null) {
                        rates.add(rate);
                    }
                }
            }
        } catch (XMLStreamException | DateTimeException broken) {
            throw RateHttp.useless(source, "its file cannot be read", broken);
        }
        if (rates.isEmpty()) {
            throw RateHttp.useless(source, "its file has none", null);
        }
        return rates;
    }

    private static @Nullable ExchangeRate rate(
            XMLStreamReader reader, @Nullable LocalDate day, String source, Unfit unfit) {
        String currency = reader.getAttributeValue(null, "currency");
        String text = reader.getAttributeValue(null, "rate");
        if (currency == null || text == null || day == null) {
            return null;
        }
        String wrong = RateValue.wrong(text).orElse(null);
        if (wrong != null && unfit == Unfit.REFUSED) {
            throw new Failure(
                    "currency.value",
                    source + ", line " + reader.getLocation().getLineNumber() + ": the rate \""
                            + RateValue.shown(text) + "\" of " + RateValue.shown(currency) + " on " + day + " " + wrong
                            + ".",
                    "Correct the file, or take it from the bank again. Nothing was kept.");
        }
        return RateValue.of(text)
                .map(rate -> new ExchangeRate("EUR", currency, day, rate, source))
                .orElse(null);
    }

    /** No document types, no entities, nothing from elsewhere. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }
}
