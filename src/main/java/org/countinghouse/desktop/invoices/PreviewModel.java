package org.countinghouse.desktop.invoices;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongFunction;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Which page of which document is seen, and how large. Only the newest request counts, so that holding J through a list
 * draws the document one stops at and not each one passed.
 */
public final class PreviewModel {
    private static final double PAPER_WIDTH_INCHES = 210 / 25.4;
    private static final int LOWEST_RESOLUTION = 48;
    private static final int HIGHEST_RESOLUTION = 300;
    private static final double SMALLEST = 0.5;
    private static final double LARGEST = 3;
    private static final double STEP = 1.25;
    private static final int AHEAD = 2;
    /** Long enough to pass over a row while a key is held down, too short to be felt. */
    private static final Duration PASSING = Duration.ofMillis(60);

    private static final Duration RESIZING = Duration.ofMillis(150);

    /** What the preview shows. */
    public sealed interface State {
        record Nothing() implements State {}

        /** Another document is on its way. */
        record Loading() implements State {}

        /** @param page 0 for the first */
        record Page(java.awt.image.BufferedImage image, int page, int count) implements State {}

        record Broken(Failure failure) implements State {}
    }

    private record Wish(PreviewDocuments.Key document, int page) {}

    private final PreviewDocuments documents;
    private final LatestTask drawing;
    private final LatestTask prefetching;
    private final String title;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Nothing());
    private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
    private PreviewDocuments.@Nullable Key key;
    private List<PreviewDocuments.Key> next = List.of();
    private int page;
    private int count;
    private double paperPixels = 800;

    /** @param title of the work, shown when it takes long */
    PreviewModel(LongFunction<byte[]> pdf, Tasks tasks, String title) {
        this.documents = new PreviewDocuments(pdf);
        this.drawing = tasks.latest();
        this.prefetching = tasks.latest();
        this.title = title;
    }

    /** @param following the documents a person will most likely look at next */
    void show(PreviewDocuments.Key document, List<PreviewDocuments.Key> following) {
        next = List.copyOf(following);
        if (document.equals(key)) {
            return;
        }
        boolean sameInvoice = key != null && key.invoiceId() == document.invoiceId();
        key = document;
        if (!sameInvoice) {
            page = 0;
            count = 0;
            state.set(new State.Loading());
        }
        draw(PASSING);
    }

    void showNothing() {
        drawing.cancel();
        prefetching.cancel();
        key = null;
        state.set(new State.Nothing());
    }

    public void turn(int pages) {
        int wanted = Math.clamp((long) page + pages, 0, Math.max(0, count - 1));
        if (key != null && wanted != page) {
            page = wanted;
            draw(Duration.ZERO);
        }
    }

    public void zoomIn() {
        zoomTo(zoom.get() * STEP);
    }

    public void zoomOut() {
        zoomTo(zoom.get() / STEP);
    }

    /** The page as wide as its place. */
    public void zoomToFit() {
        zoomTo(1);
    }

    private void zoomTo(double factor) {
        double bounded = Math.clamp(factor, SMALLEST, LARGEST);
        // A step in and a step out lead back to exactly 1.
        zoom.set(Math.abs(bounded - 1) < 0.01 ? 1 : bounded);
        redraw(RESIZING);
    }

    /** @param pixels physical pixels across the page when it fits its place */
    public void fitWidth(double pixels) {
        if (pixels > 0 && Math.abs(pixels - paperPixels) >= 1) {
            paperPixels = pixels;
            redraw(RESIZING);
        }
    }

    /** Tries again after a failure. */
    public void retry() {
        redraw(Duration.ZERO);
    }

    private void redraw(Duration delay) {
        if (key != null) {
            draw(delay);
        }
    }

    private int resolution() {
        long wanted = Math.round(paperPixels * zoom.get() / PAPER_WIDTH_INCHES);
        return Math.clamp(wanted, LOWEST_RESOLUTION, HIGHEST_RESOLUTION);
    }

    private void draw(Duration delay) {
        PreviewDocuments.Key document = Objects.requireNonNull(key);
        int wanted = page;
        int dotsPerInch = resolution();
        prefetching.cancel();
        drawing.run(
                title,
                delay,
                _ -> documents.picture(document, wanted, dotsPerInch),
                picture -> drawn(document, picture, dotsPerInch),
                failure -> state.set(new State.Broken(failure)));
    }

    private void drawn(PreviewDocuments.Key document, PreviewDocuments.Picture picture, int dotsPerInch) {
        page = picture.page();
        count = picture.count();
        state.set(new State.Page(picture.image(), picture.page(), picture.count()));
        prefetch(document, dotsPerInch);
    }

    /** The next two pages, then the first page of the next two documents: one picture a task, so that none is long. */
    private void prefetch(PreviewDocuments.Key document, int dotsPerInch) {
        var wishes = new ArrayDeque<Wish>();
        for (int ahead = page + 1; ahead <= Math.min(page + AHEAD, count - 1); ahead++) {
            wishes.add(new Wish(document, ahead));
        }
        next.stream().limit(AHEAD).forEach(after -> wishes.add(new Wish(after, 0)));
        prefetchFirst(wishes, dotsPerInch);
    }

    private void prefetchFirst(Queue<Wish> wishes, int dotsPerInch) {
        Wish wish = wishes.poll();
        if (wish != null) {
            prefetching.<PreviewDocuments.Picture>run(
                    title,
                    _ -> documents.picture(wish.document(), wish.page(), dotsPerInch),
                    _ -> prefetchFirst(wishes, dotsPerInch),
                    // Nobody asked for this page yet; whoever does is told why it cannot be drawn.
                    _ -> {});
        }
    }

    /** Leaves the screen: nothing is drawn and no document is held. */
    void rest() {
        drawing.cancel();
        prefetching.cancel();
        documents.clear();
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /** 1 when the page is as wide as its place. */
    public ReadOnlyDoubleProperty zoom() {
        return zoom.getReadOnlyProperty();
    }
}
