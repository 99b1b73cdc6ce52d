package org.countinghouse.desktop.tokens;

import java.util.List;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.security.AccessTokenRow;

/** Columns of the list of tokens. */
final class TokenColumns {
    private TokenColumns() {}

    static List<DataColumn<AccessTokenRow>> of(TokenWords words) {
        return List.of(
                DataColumn.text("name", "tokens.name", 230, row -> row.token().name()),
                DataColumn.status(
                        "state",
                        "tokens.state",
                        125,
                        words::status,
                        row -> row.state().code()),
                DataColumn.code("scopes", "tokens.scopes", 205, row -> TokenWords.scopes(row.token())),
                new DataColumn<>(
                        "customer",
                        "tokens.reaches",
                        150,
                        DataColumn.Kind.TEXT,
                        words::reach,
                        row -> row.customerName() == null ? "" : row.customerName()),
                DataColumn.instant(
                        "used", "tokens.used", 205, row -> row.token().lastUsedAt()),
                DataColumn.instant(
                        "expires", "tokens.expires", 205, row -> row.token().expiresAt()),
                DataColumn.instant(
                        "issued", "tokens.issued", 205, row -> row.token().issuedAt()),
                DataColumn.text("by", "tokens.by", 130, row -> row.token().issuedBy()));
    }
}
