package org.countinghouse.catalog.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;

class BoundedInputTest {
    private static final int MEGABYTE = 1 << 20;

    /** Every byte is a blank, without end. */
    private static final class Blanks extends InputStream {
        @Override
        public int read() {
            return ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            return length;
        }
    }

    @Test
    void givesWhatItReads() throws IOException {
        try (var input = new BoundedInput(new ByteArrayInputStream(new byte[] {7}), "list")) {
            assertThat(input.read()).isEqualTo(7);
            assertThat(input.read()).isEqualTo(-1);
            assertThat(input.read(new byte[3], 0, 3)).isEqualTo(-1);
        }
    }

    @Test
    void theLastByteThatIsAllowedIsReadAndNoneBeyond() throws IOException {
        try (var input = new BoundedInput(new Blanks(), "list")) {
            byte[] buffer = new byte[MEGABYTE];
            for (int megabyte = 0; megabyte < 64; megabyte++) {
                assertThat(input.read(buffer, 0, MEGABYTE)).isEqualTo(MEGABYTE);
            }
            assertThatThrownBy(input::read)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo("prices.too_large"));
        }
    }

    @Test
    void singleBytesAreCountedToo() throws IOException {
        try (var input = new BoundedInput(new Blanks(), "list")) {
            byte[] buffer = new byte[MEGABYTE];
            for (int megabyte = 0; megabyte < 63; megabyte++) {
                assertThat(input.read(buffer, 0, MEGABYTE)).isEqualTo(MEGABYTE);
            }
            assertThat(input.read(buffer, 0, MEGABYTE - 1)).isEqualTo(MEGABYTE - 1);
            assertThat(input.read()).isEqualTo(' ');
            assertThatThrownBy(input::read).isInstanceOf(Failure.class);
        }
    }
}
