package org.countinghouse.documents;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.countinghouse.work.Failure;

/**
 * The pages of a PDF as pictures, for a preview. A PDFBox document may be used by one thread at a time, so pages are
 * rendered one after the other whichever threads ask; use one {@code PdfPages} a document, off the screen's thread.
 */
public final class PdfPages implements AutoCloseable {
    private final PDDocument document;
    private final PDFRenderer renderer;
    private final ReentrantLock turn = new ReentrantLock();

    /** @throws Failure {@code document.unreadable} when the bytes are not a PDF */
    public PdfPages(byte[] pdf) {
        try {
            document = Loader.loadPDF(pdf);
        } catch (IOException cause) {
            throw new Failure(
                    "document.unreadable",
                    "The document is not a readable PDF.",
                    "Nothing was changed. Create the document again from its invoice.",
                    cause);
        }
        renderer = new PDFRenderer(document);
        renderer.setSubsamplingAllowed(true);
    }

    /** Number of pages, at least 1. */
    public int count() {
        return document.getNumberOfPages();
    }

    /**
     * @param page 0 for the first page
     * @param dotsPerInch 72 gives one dot a point; 96 to 192 suits a screen
     * @return an opaque picture on white
     */
    public BufferedImage image(int page, float dotsPerInch) {
        if (page < 0 || page >= count()) {
            throw new IndexOutOfBoundsException("Page " + page + " of a document with " + count() + " pages.");
        }
        turn.lock();
        try {
            return renderer.renderImageWithDPI(page, dotsPerInch, ImageType.RGB);
        } catch (IOException cause) {
            throw new Failure(
                    "document.unreadable",
                    "Page " + (page + 1) + " of the document could not be drawn.",
                    "Nothing was changed. Create the document again from its invoice.",
                    cause);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            document.close();
        } catch (IOException cause) {
            throw new Failure("document.unreadable", "The preview could not be closed.", "", cause);
        } finally {
            turn.unlock();
        }
    }
}
