package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.countinghouse.metering.MeteredWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaCommandTest {
    @Test
    void limitsAreSetCheckedRaisedAndShown(@TempDir Path folder) {
        try (MeteredWorld world = MeteredWorld.in(folder)) {
            var commands = Commands.on(world.test());
            var set = commands.run(
                    "quota", "set", "acme", "calls", "100", "--window", "year", "--kind", "hard", "--warn", "80,100");
            assertThat(set).isEqualTo(new Commands.Result(0, "", set.err()));
            var check = commands.run("quota", "check", "acme", "calls", "100");
            assertThat(check.out()).as(check.err()).startsWith("allowed");
            assertThat(commands.run("quota", "check", "acme", "calls", "101").status())
                    .isEqualTo(1);
            assertThat(commands.run("quota", "set", "acme", "calls", "lots").status())
                    .isEqualTo(2);

            var grant = commands.run(
                    "quota", "grant", "acme", "calls", "50", "--until", "2190-01-01", "--reason", "a busy season");
            assertThat(grant.status()).as(grant.err()).isZero();
            String shown = commands.run("quota", "show", "acme").out();
            assertThat(shown).contains("calls", "of 150", "own limit, with 50 granted", "a busy season");
            assertThat(commands.run("quota", "show", "acme", "--json").out())
                    .contains("\"limit\":\"150\"", "\"window\":\"year\"", "\"source\":\"override\"");

            commands.run("quota", "revoke", "acme", grant.out().strip());
            assertThat(commands.run("quota", "check", "acme", "calls", "101", "--json")
                            .out())
                    .contains("\"allowed\":false", "\"remaining\":\"100\"");
            commands.run("quota", "unset", "acme", "calls");
            assertThat(commands.run("quota", "show", "acme").out()).doesNotContain("of 1");
        }
    }
}
