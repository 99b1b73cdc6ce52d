package org.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;

class PdfPagesTest {
    @Test
    void aPageHasTheSizeOfItsResolutionAndInkOnIt() {
        try (PdfPages pages = pages(1)) {
            BufferedImage image = pages.image(0, 96);
            assertThat(image.getWidth()).isBetween(793, 795);
            assertThat(image.getHeight()).isBetween(1122, 1124);
            int[] dots = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            assertThat(dots).contains(0xff373a9c).contains(0xffffffff);
        }
    }

    @Test
    void severalThreadsMayAskAtOnce() throws Exception {
        try (PdfPages pages = pages(60);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<BufferedImage>> work = IntStream.range(0, pages.count())
                    .<Callable<BufferedImage>>mapToObj(page -> () -> pages.image(page, 40))
                    .toList();
            for (Future<BufferedImage> image : threads.invokeAll(work)) {
                assertThat(image.get().getWidth()).isPositive();
            }
        }
    }

    @Test
    void whatIsNoPdfIsRefusedWithAReason() {
        assertThatThrownBy(() -> new PdfPages("no pdf".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo("document.unreadable"));
    }

    private static PdfPages pages(int lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new InvoicePdf().render(SampleInvoices.withLines(lines), out);
        return new PdfPages(out.toByteArray());
    }
}
