package org.countinghouse.desktop.palette;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTest {
    @Test
    void eachWordMustBeSomewhere() {
        assertThat(Typed.of("  Blue  ridge ").words()).containsExactly("%Blue%", "%ridge%");
    }

    @Test
    void charactersOfPatternsStandForThemselves() {
        var typed = Typed.of("50%_a\\b");

        assertThat(typed.words()).containsExactly("%50\\%\\_a\\\\b%");
        assertThat(typed.start()).isEqualTo("50\\%\\_a\\\\b%");
        assertThat(typed.later()).isEqualTo("% 50\\%\\_a\\\\b%");
    }

    @Test
    void eachRunOfDigitsMustBeThere() {
        assertThat(Typed.of("R-2026-000042").digits()).containsExactly("%2026%", "%000042%");
        assertThat(Typed.of("R-").digits()).isEmpty();
    }

    @Test
    void onlyDigitsThatFitAreAnId() {
        assertThat(Typed.of("42").id()).isEqualTo(42);
        assertThat(Typed.of("R-42").id()).isNull();
        assertThat(Typed.of("9".repeat(30)).id()).isNull();
    }

    @Test
    void theLastWordMayNameAVersion() {
        assertThat(Typed.withVersion("Basic eur V2")).isEqualTo(new Typed("Basic eur", 2));
        assertThat(Typed.withVersion("v2")).isEqualTo(new Typed("v2", null));
        assertThat(Typed.withVersion("basic 2")).isEqualTo(new Typed("basic 2", null));
    }
}
