package org.countinghouse.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.billingruns.AutomaticWork;
import org.countinghouse.desktop.billingruns.RunsServices;
import org.countinghouse.desktop.billingruns.RunsView;
import org.countinghouse.desktop.billingruns.RunsViewModel;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.list.PartsScreen;
import org.countinghouse.desktop.creditnotes.CreditNotesModel;
import org.countinghouse.desktop.creditnotes.CreditNotesServices;
import org.countinghouse.desktop.creditnotes.CreditNotesView;
import org.countinghouse.desktop.currencies.CurrenciesServices;
import org.countinghouse.desktop.currencies.CurrenciesView;
import org.countinghouse.desktop.customers.CustomersServices;
import org.countinghouse.desktop.customers.CustomersView;
import org.countinghouse.desktop.customers.CustomersViewModel;
import org.countinghouse.desktop.dashboard.DashboardServices;
import org.countinghouse.desktop.dashboard.DashboardView;
import org.countinghouse.desktop.importing.ImportView;
import org.countinghouse.desktop.inbox.InboxView;
import org.countinghouse.desktop.inbox.InboxViewModel;
import org.countinghouse.desktop.invoices.InvoicesServices;
import org.countinghouse.desktop.invoices.InvoicesView;
import org.countinghouse.desktop.ledger.LedgerServices;
import org.countinghouse.desktop.ledger.LedgerView;
import org.countinghouse.desktop.messages.MessagesModel;
import org.countinghouse.desktop.messages.MessagesServices;
import org.countinghouse.desktop.messages.MessagesView;
import org.countinghouse.desktop.moves.MoveServices;
import org.countinghouse.desktop.plans.ExamplesViewModel;
import org.countinghouse.desktop.plans.PlansView;
import org.countinghouse.desktop.plans.PlansViewModel;
import org.countinghouse.desktop.quotas.QuotasServices;
import org.countinghouse.desktop.quotas.QuotasView;
import org.countinghouse.desktop.sellers.SellersServices;
import org.countinghouse.desktop.sellers.SellersView;
import org.countinghouse.desktop.settings.MailServices;
import org.countinghouse.desktop.settings.SettingsView;
import org.countinghouse.desktop.subscriptions.SubscriptionsServices;
import org.countinghouse.desktop.subscriptions.SubscriptionsView;
import org.countinghouse.desktop.subscriptions.SubscriptionsViewModel;
import org.countinghouse.desktop.taxes.TaxesServices;
import org.countinghouse.desktop.taxes.TaxesView;
import org.countinghouse.desktop.thresholds.ThresholdServices;
import org.countinghouse.desktop.tokens.TokensServices;
import org.countinghouse.desktop.tokens.TokensView;
import org.countinghouse.desktop.tokens.TokensViewModel;
import org.countinghouse.desktop.usage.UsageView;
import org.countinghouse.insight.ObservedReadings;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Every screen with its services, in the order of the navigation. To add a screen, add a line. */
final class DesktopScreens {
    private DesktopScreens() {}

    /**
     * All of them.
     *
     * @param secret what new access tokens are signed with
     * @param automatic what this desktop does by itself; null: nothing
     */
    static List<ScreenDefinition> of(
            Workspace workspace,
            Supplier<TokenSecret> secret,
            ConnectionInfo connection,
            @Nullable AutomaticWork automatic) {
        var screens = new ArrayList<>(main(workspace, connection, automatic));
        screens.add(foot(
                TaxesView.SCREEN,
                Feather.PERCENT,
                PartsScreen.LAYOUT,
                context -> new TaxesView(context, TaxesServices.of(workspace, connection))));
        screens.add(foot(
                CurrenciesView.SCREEN,
                Feather.DOLLAR_SIGN,
                ListScreen.LAYOUT,
                context -> new CurrenciesView(context, CurrenciesServices.of(workspace, connection))));
        screens.add(foot(
                SellersView.SCREEN,
                Feather.BRIEFCASE,
                ListScreen.LAYOUT,
                context -> new SellersView(context, SellersServices.of(workspace, connection))));
        if (TokensServices.maySee(connection)) {
            screens.add(foot(
                    TokensViewModel.SCREEN,
                    Feather.KEY,
                    "/fxml/tokens.fxml",
                    context -> new TokensView(context, TokensServices.of(workspace, secret, connection))));
        }
        screens.add(foot(
                "settings",
                Feather.SETTINGS,
                "/fxml/settings.fxml",
                context -> new SettingsView(connection, context, MailServices.of(workspace))));
        return List.copyOf(screens);
    }

    private static ScreenDefinition foot(
            String id, Feather icon, String fxml, Function<ScreenContext, ? extends Screen> view) {
        return new ScreenDefinition(id, icon, fxml, ScreenDefinition.Place.FOOT, view);
    }

    private static List<ScreenDefinition> main(
            Workspace workspace, ConnectionInfo connection, @Nullable AutomaticWork automatic) {
        var database = workspace.database();
        return List.of(
                ScreenDefinition.of(
                        "dashboard",
                        Feather.HOME,
                        "/fxml/dashboard.fxml",
                        context -> new DashboardView(context, DashboardServices.of(workspace))),
                ScreenDefinition.of(
                        "customers",
                        Feather.USERS,
                        "/fxml/customers.fxml",
                        context -> new CustomersView(
                                new CustomersViewModel(CustomersServices.of(workspace, connection), context), context)),
                ScreenDefinition.of(
                        SubscriptionsViewModel.SCREEN,
                        Feather.REPEAT,
                        ListScreen.LAYOUT,
                        context -> new SubscriptionsView(context, SubscriptionsServices.of(workspace, connection))),
                ScreenDefinition.of(
                        "plans",
                        Feather.TAG,
                        "/fxml/plans.fxml",
                        context -> new PlansView(
                                new PlansViewModel(
                                        workspace.plans(), workspace.meters(), new ObservedReadings(database), context),
                                new ExamplesViewModel(
                                        workspace.examplePublishing(),
                                        new ObservedReadings(database),
                                        connection.roles().contains(GroupRole.ADMIN.role()),
                                        context),
                                ThresholdServices.of(workspace, connection),
                                MoveServices.of(workspace, connection),
                                context)),
                ScreenDefinition.of(
                        "quotas",
                        Feather.SLIDERS,
                        "/fxml/quotas.fxml",
                        context -> new QuotasView(context, QuotasServices.of(workspace, connection))),
                ScreenDefinition.of(
                        "usage", Feather.ACTIVITY, "/fxml/usage.fxml", context -> new UsageView(context, database)),
                ScreenDefinition.of(
                        RunsViewModel.SCREEN,
                        Feather.PLAY_CIRCLE,
                        ListScreen.LAYOUT,
                        context -> new RunsView(context, RunsServices.of(workspace, connection, automatic))),
                ScreenDefinition.of(
                        "invoices",
                        Feather.FILE_TEXT,
                        "/fxml/invoices.fxml",
                        context -> new InvoicesView(context, InvoicesServices.of(workspace, connection))),
                ScreenDefinition.of(
                        "ledger",
                        Feather.BOOK_OPEN,
                        "/fxml/ledger.fxml",
                        context -> new LedgerView(context, LedgerServices.of(workspace, connection))),
                ScreenDefinition.of(
                        CreditNotesModel.SCREEN,
                        Feather.FILE_MINUS,
                        ListScreen.LAYOUT,
                        context -> new CreditNotesView(context, CreditNotesServices.of(workspace, connection))),
                ScreenDefinition.of(
                        MessagesModel.SCREEN,
                        Feather.MAIL,
                        ListScreen.LAYOUT,
                        context -> new MessagesView(context, MessagesServices.of(workspace, connection))),
                ScreenDefinition.of(
                        "import",
                        Feather.DOWNLOAD,
                        "/fxml/import.fxml",
                        context -> new ImportView(context, database, workspace.usageImport(), workspace.batchUndo())),
                ScreenDefinition.of(
                        InboxViewModel.SCREEN,
                        Feather.INBOX,
                        "/fxml/inbox.fxml",
                        context -> new InboxView(
                                new InboxViewModel(
                                        workspace.usageInbox(),
                                        CustomerList.of(database),
                                        heard -> database.listen("usage", heard),
                                        context),
                                context)));
    }
}
