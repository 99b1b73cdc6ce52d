package org.countinghouse.billing.ledger;

import java.util.ArrayList;
import java.util.List;

/** The 125 columns of a batch of postings in the DATEV format, version 13, and how their fields are written. */
final class DatevColumns {
    static final int AMOUNT = 0;
    static final int SIDE = 1;
    static final int ACCOUNT = 6;
    static final int COUNTER_ACCOUNT = 7;
    static final int DAY = 9;
    static final int DOCUMENT = 10;
    static final int TEXT = 13;
    static final int FIRST_MORE = 47;
    static final int LOCKED = 113;
    private static final int MORE = 20;

    private static final List<String> HEADINGS = headingsOf();

    private DatevColumns() {}

    static List<String> headings() {
        return HEADINGS;
    }

    private static List<String> headingsOf() {
        var all = new ArrayList<String>();
        add(
                all,
                "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Kurs;Basis-Umsatz;WKZ Basis-Umsatz;Konto;"
                        + "Gegenkonto (ohne BU-Schlüssel);BU-Schlüssel;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;"
                        + "Buchungstext;Postensperre;Diverse Adressnummer;Geschäftspartnerbank;Sachverhalt;Zinssperre;"
                        + "Beleglink");
        for (int index = 1; index <= 8; index++) {
            add(all, "Beleginfo - Art " + index + ";Beleginfo - Inhalt " + index);
        }
        add(
                all,
                "KOST1 - Kostenstelle;KOST2 - Kostenstelle;Kost-Menge;EU-Land u. UStID (Bestimmung);"
                        + "EU-Steuersatz (Bestimmung);Abw. Versteuerungsart;Sachverhalt L+L;Funktionsergänzung L+L;"
                        + "BU 49 Hauptfunktionstyp;BU 49 Hauptfunktionsnummer;BU 49 Funktionsergänzung");
        for (int index = 1; index <= MORE; index++) {
            add(all, "Zusatzinformation - Art " + index + ";Zusatzinformation- Inhalt " + index);
        }
        add(
                all,
                "Stück;Gewicht;Zahlweise;Forderungsart;Veranlagungsjahr;Zugeordnete Fälligkeit;Skontotyp;Auftragsnummer;"
                        + "Buchungstyp;USt-Schlüssel (Anzahlungen);EU-Land (Anzahlungen);"
                        + "Sachverhalt L+L (Anzahlungen);EU-Steuersatz (Anzahlungen);Erlöskonto (Anzahlungen);"
                        + "Herkunft-Kz;Buchungs GUID;KOST-Datum;SEPA-Mandatsreferenz;Skontosperre;Gesellschaftername;"
                        + "Beteiligtennummer;Identifikationsnummer;Zeichnernummer;Postensperre bis;"
                        + "Bezeichnung SoBil-Sachverhalt;Kennzeichen SoBil-Buchung;Festschreibung;Leistungsdatum;"
                        + "Datum Zuord. Steuerperiode;Fälligkeit;Generalumkehr (GU);Steuersatz;Land;Abrechnungsreferenz;"
                        + "BVV-Position;EU-Land u. UStID (Ursprung);EU-Steuersatz (Ursprung);Abw. Skontokonto");
        return List.copyOf(all);
    }

    private static void add(List<String> all, String headings) {
        all.addAll(List.of(headings.split(";")));
    }

    /** Quoted, on one line, no longer than it may be. */
    static String text(String text, int most) {
        String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
        return '"' + plain.substring(0, Math.min(most, plain.length())).replace("\"", "\"\"") + '"';
    }
}
