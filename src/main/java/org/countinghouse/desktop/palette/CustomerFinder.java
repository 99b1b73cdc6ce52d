package org.countinghouse.desktop.palette;

import java.util.List;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.customers.CustomerWords;
import org.countinghouse.desktop.customers.CustomersViewModel;
import org.countinghouse.storage.Database;
import org.kordamp.ikonli.feather.Feather;

/** Customers by name and id; each opens its page. */
final class CustomerFinder implements PaletteProvider {
    private static final String SQL = """
            select c.id, c.name, c.external_id, c.status
            from customer c
            where c.name || ' ' || c.external_id ilike all (:words)
            order by least(%s, %s), lower(c.name), c.id
            limit :most
            """.formatted(Search.rank("c.name"), Search.rank("c.external_id"));

    private final Search search;
    private final ScreenContext context;
    private final CustomerWords words;

    CustomerFinder(Database database, ScreenContext context) {
        this.search = new Search(database, SQL);
        this.context = context;
        this.words = new CustomerWords(context.texts(), context.formats());
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        return search.find(
                Typed.of(query),
                limit,
                row -> PaletteEntry.place(
                        "group.customers",
                        Feather.USER,
                        row.getString("name"),
                        detail(row.getString("external_id"), row.getString("status")),
                        context.navigator(),
                        Location.of(CustomersViewModel.SCREEN, CustomersViewModel.CUSTOMER, "" + row.getLong("id"))));
    }

    /** The usual status needs no word. */
    private String detail(String externalId, String status) {
        return status.equals("active")
                ? externalId
                : externalId + " · " + words.status(status).text();
    }
}
