package org.countinghouse.desktop.taxes;

import java.util.List;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.list.PartsScreen;

/** The taxes screen: rates, the report, and customers. */
public final class TaxesView extends PartsScreen {
    /** Name of this screen. */
    public static final String SCREEN = "taxes";

    public TaxesView(ScreenContext context, TaxesServices services) {
        super(
                context,
                SCREEN,
                List.of(
                        new Part("rates", () -> new RatesPart(context, new RatesModel(services, context))),
                        new Part("report", () -> new ReportPart(context, services)),
                        new Part("customers", () -> new TaxedPart(context, services))));
    }
}
