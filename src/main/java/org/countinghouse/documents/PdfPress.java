package org.countinghouse.documents;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Turns XHTML into a tagged PDF (PDF/UA) with IBM Plex Sans embedded. It loads nothing from outside: no file, no
 * address, whatever the text says. An archival PDF/A-3 with an attached e-invoice needs a colour profile and
 * {@code usePdfAConformance} on the builder below, and nothing else to change.
 */
final class PdfPress {
    private static final String FAMILY = "IBM Plex Sans";
    /** Stands for a character the fonts do not have; the text itself stays as it is in the books. */
    private static final String MISSING_CHARACTER = "\ufffd";

    /** The fonts by weight. */
    private final SortedMap<Integer, byte[]> fonts = new TreeMap<>();

    PdfPress() {
        XRLog.setLoggerImpl(new PressLog());
        fonts.put(400, load("IBMPlexSans-Regular.ttf"));
        fonts.put(500, load("IBMPlexSans-Medium.ttf"));
        fonts.put(600, load("IBMPlexSans-SemiBold.ttf"));
        fonts.put(700, load("IBMPlexSans-Bold.ttf"));
    }

    /**
     * @param stamp the moment of creation written into the file
     * @throws IOException when {@code out} fails
     */
    void print(String html, ZonedDateTime stamp, OutputStream out) throws IOException {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        fonts.forEach((weight, bytes) ->
                builder.useFont(() -> new ByteArrayInputStream(bytes), FAMILY, weight, FontStyle.NORMAL, true));
        builder.useReplacementText(MISSING_CHARACTER);
        for (ExternalResourceControlPriority moment : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((address, kind) -> false, moment);
        }
        builder.usePdfUaAccessibility(true);
        builder.withProducer("Countinghouse");
        builder.withHtmlContent(html, null);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen()) {
            GregorianCalendar moment = GregorianCalendar.from(stamp);
            document.getDocumentInformation().setCreationDate(moment);
            document.getDocumentInformation().setModificationDate(moment);
            document.setDocumentId(fingerprint(html));
            document.save(out);
        }
    }

    /** The identifier of the file depends on its content only. */
    private static long fingerprint(String html) {
        CRC32 checksum = new CRC32();
        checksum.update(html.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    private static byte[] load(String name) {
        try (InputStream font = PdfPress.class.getResourceAsStream("/fonts/" + name)) {
            if (font == null) {
                throw new IllegalStateException("The font " + name + " is missing from the program.");
            }
            return font.readAllBytes();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
