package org.countinghouse.billing.currency;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
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
import org.countinghouse.money.Decimals;
import org.jspecify.annotations.Nullable;

/**
 * Euro foreign exchange reference rates of the European Central Bank, published on working days about 16:00 CET. The
 * daily file has the last day, the 90-day and historical ones have the same form and more days.
 */
public final class EcbRates implements RateSource {
    /** The file of the last working day. */
    public static final String ADDRESS = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml";

    static final String NAME = "ECB";

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
        return read(new ByteArrayInputStream(RateHttp.get(NAME, address)), NAME).stream()
                .filter(rate -> wanted.contains(rate.quote()))
                .toList();
    }

    /**
     * Reads a file in the bank's form.
     *
     * @throws org.countinghouse.work.Failure {@code currency.source}
     */
    static List<ExchangeRate> read(InputStream file, String source) {
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
                    ExchangeRate rate = rate(reader, day, source);
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

    private static @Nullable ExchangeRate rate(XMLStreamReader reader, @Nullable LocalDate day, String source) {
        String currency = reader.getAttributeValue(null, "currency");
        String text = reader.getAttributeValue(null, "rate");
        if (currency == null || text == null || day == null) {
            return null;
        }
        BigDecimal rate =
                Decimals.parse(text).filter(value -> value.signum() > 0).orElse(null);
        return rate == null ? null : new ExchangeRate("EUR", currency, day, rate, source);
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
