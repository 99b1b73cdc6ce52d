package org.countinghouse.desktop.tokens;

import java.util.List;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.security.AccessTokenRow;

/** Columns of the list of tokens. */
final class TokenColumns {
    private TokenColumns() {}

    static List<DataColumn<AccessTokenRow>> of(TokenWords words) {
        return List.of(
                DataColumn.text("name", "tokens.name", 220, row -> row.token().name()),
                DataColumn.status(
                        "state",
                        "tokens.state",
                        140,
                        words::status,
                        row -> row.state().code()),
                DataColumn.code("scopes", "tokens.scopes", 240, row -> TokenWords.scopes(row.token())),
                new DataColumn<>(
                        "customer",
                        "tokens.reach",
                        170,
                        DataColumn.Kind.TEXT,
                        words::reach,
                        row -> row.customerName() == null ? "" : row.customerName()),
                DataColumn.instant(
                        "used", "tokens.used", 215, row -> row.token().lastUsedAt()),
                DataColumn.instant(
                        "expires", "tokens.expires", 215, row -> row.token().expiresAt()),
                DataColumn.instant(
                        "issued", "tokens.issued", 215, row -> row.token().issuedAt()),
                DataColumn.text("by", "tokens.by", 130, row -> row.token().issuedBy()));
    }
}
