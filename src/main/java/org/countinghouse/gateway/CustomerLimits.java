package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaOverride;
import org.countinghouse.metering.quota.QuotaSettings;
import org.countinghouse.workspace.Workspace;

/** Sets a customer's own amounts in place of those of the limits that it has; kind and window stay as they are. */
final class CustomerLimits {
    private final Workspace workspace;

    CustomerLimits(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Everything is read before anything is set.
     *
     * @param wanted a list of {@code {"feature", "limit"}}; a limit of null = unlimited
     * @return how many were set
     */
    int set(String customer, JsonNode wanted) {
        if (!wanted.isArray()) {
            throw new CatalogFailure("request.field", "limits is not a list.", "$.limits");
        }
        List<LimitUse> current = workspace.quotas().of(customer);
        var overrides = new ArrayList<QuotaOverride>();
        for (JsonNode each : wanted) {
            overrides.add(override(current, each, "$.limits[" + overrides.size() + "]"));
        }
        overrides.forEach(override -> workspace.quotaSettings().override(customer, override));
        return overrides.size();
    }

    private static QuotaOverride override(List<LimitUse> current, JsonNode wanted, String path) {
        if (!(wanted instanceof ObjectNode object) || !object.has("limit")) {
            throw new CatalogFailure("request.field", "A limit has feature and limit.", path);
        }
        String feature = Fields.required(object, "feature", "meter");
        var scope = QuotaSettings.scope(current, feature);
        LimitUse now = current.stream()
                .filter(limit -> limit.scope().equals(scope))
                .findFirst()
                .orElseThrow();
        JsonNode limit = object.get("limit");
        BigDecimal amount = limit.isNull() ? null : QuotaRoutes.decimal("limit", limit);
        return new QuotaOverride(
                scope, now.feature(), amount, now.kind(), now.overage(), now.warnAt(), "set over HTTP");
    }
}
