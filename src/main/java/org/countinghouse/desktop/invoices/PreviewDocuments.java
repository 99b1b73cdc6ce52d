package org.countinghouse.desktop.invoices;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.countinghouse.documents.PdfPages;
import org.jspecify.annotations.Nullable;

/**
 * The documents around the one that is seen, kept open, with the pages drawn last. Used by several threads; each
 * document is set and drawn by one at a time.
 */
final class PreviewDocuments {
    /** The one that is seen, the two after it, and those a person has just come from. */
    private static final int MOST_DOCUMENTS = 8;
    /** A page at 150 dots per inch takes about 9 MB. */
    private static final int MOST_PICTURES = 6;

    /** @param revision of the invoice: a changed invoice is another document */
    record Key(long invoiceId, int revision) {}

    /** @param count pages of the document */
    record Picture(BufferedImage image, int page, int count) {}

    private record PictureKey(Key document, int page, int dotsPerInch) {}

    private final LongFunction<byte[]> pdf;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Document> documents = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<PictureKey, Picture> pictures = new LinkedHashMap<>(16, 0.75f, true);

    PreviewDocuments(LongFunction<byte[]> pdf) {
        this.pdf = pdf;
    }

    /** Draws a page, or takes it from the pages drawn last. A page beyond the end is the last one. */
    Picture picture(Key key, int page, int dotsPerInch) {
        var wanted = new PictureKey(key, page, dotsPerInch);
        Picture known = known(wanted);
        if (known != null) {
            return known;
        }
        Picture drawn = document(key).draw(page, dotsPerInch);
        lock.lock();
        try {
            pictures.put(wanted, drawn);
            dropOldest(pictures, MOST_PICTURES);
        } finally {
            lock.unlock();
        }
        return drawn;
    }

    private @Nullable Picture known(PictureKey wanted) {
        lock.lock();
        try {
            return pictures.get(wanted);
        } finally {
            lock.unlock();
        }
    }

    private Document document(Key key) {
        List<Document> dropped;
        Document document;
        lock.lock();
        try {
            document = documents.computeIfAbsent(key, Document::new);
            dropped = dropOldest(documents, MOST_DOCUMENTS);
        } finally {
            lock.unlock();
        }
        dropped.forEach(Document::close);
        return document;
    }

    private static <K, V> List<V> dropOldest(Map<K, V> map, int most) {
        var dropped = new ArrayList<V>();
        var oldest = map.entrySet().iterator();
        while (map.size() > most && oldest.hasNext()) {
            dropped.add(oldest.next().getValue());
            oldest.remove();
        }
        return dropped;
    }

    /** Lets go of all documents; they are set again when they are next seen. */
    void clear() {
        List<Document> dropped;
        lock.lock();
        try {
            dropped = new ArrayList<>(documents.values());
            documents.clear();
            pictures.clear();
        } finally {
            lock.unlock();
        }
        dropped.forEach(Document::close);
    }

    /** One document, set when its first page is wanted. */
    private final class Document {
        private final ReentrantLock turn = new ReentrantLock();
        private final Key key;
        private @Nullable PdfPages pages;

        Document(Key key) {
            this.key = key;
        }

        Picture draw(int page, int dotsPerInch) {
            turn.lock();
            try {
                PdfPages open = pages;
                if (open == null) {
                    open = new PdfPages(pdf.apply(key.invoiceId()));
                    pages = open;
                }
                int last = Math.min(page, open.count() - 1);
                return new Picture(open.image(last, dotsPerInch), last, open.count());
            } finally {
                turn.unlock();
            }
        }

        void close() {
            turn.lock();
            try {
                if (pages != null) {
                    pages.close();
                    pages = null;
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
