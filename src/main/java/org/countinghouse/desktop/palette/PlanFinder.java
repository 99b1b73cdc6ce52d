package org.countinghouse.desktop.palette;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.plans.PlansViewModel;
import org.countinghouse.storage.Database;
import org.kordamp.ikonli.feather.Feather;

/** Plans by name and code; each opens the version that was asked for, else the newest that is published. */
final class PlanFinder implements PaletteProvider {
    private static final String SQL = """
            select p.code, p.name, v.number, v.state
            from plan p
            cross join lateral (
                select v.number, v.state
                from plan_version v
                where v.plan_id = p.id and (:version::int is null or v.number = :version::int)
                order by v.state = 'published' desc, v.number desc
                limit 1) v
            where p.name || ' ' || p.code ilike all (:words)
            order by least(%s, %s), lower(p.name), p.code
            limit :most
            """.formatted(Search.rank("p.name"), Search.rank("p.code"));

    private final Search search;
    private final ScreenContext context;

    PlanFinder(Database database, ScreenContext context) {
        this.search = new Search(database, SQL);
        this.context = context;
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        List<PaletteEntry> found = search.find(Typed.withVersion(query), limit, this::entry);
        // A plan may be called so itself.
        return found.isEmpty() ? search.find(Typed.of(query), limit, this::entry) : found;
    }

    private PaletteEntry entry(ResultSet row) throws SQLException {
        String code = row.getString("code");
        String version = Integer.toString(row.getInt("number"));
        return PaletteEntry.place(
                "group.plans",
                Feather.TAG,
                row.getString("name"),
                code + " v" + version + " · " + context.texts().get("plans.state." + row.getString("state")),
                context.navigator(),
                new Location(
                        PlansViewModel.SCREEN, Map.of(PlansViewModel.PLAN, code, PlansViewModel.VERSION, version)));
    }
}
