package org.countinghouse.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;

class StaffRolesTest {
    @Test
    void makesASignInThatHasTheRightsOfItsGroups() {
        try (TestDatabase fresh = TestDatabase.fresh()) {
            var staff = new StaffRoles(fresh.database());
            staff.create("ana_lyst", "it's a 'password'", Set.of(GroupRole.ANALYST, GroupRole.AUDITOR));
            assertThat(staff.list())
                    .contains(new StaffRole("ana_lyst", true, Set.of(GroupRole.ANALYST, GroupRole.AUDITOR)));
            var settings = TestDatabase.shared(fresh.name(), "ana_lyst", "it's a 'password'");
            try (Database ana = Database.open(settings, List.of(), Progress.NONE)) {
                assertThat(ana.info().groups()).containsExactlyInAnyOrder(GroupRole.ANALYST, GroupRole.AUDITOR);
                assertThat(failure(new StaffRoles(ana), "other", "password").code())
                        .isEqualTo("database.permission");
            }
            assertThat(failure(staff, "ana_lyst", "password").code()).isEqualTo("staff.name");
        }
    }

    @Test
    void refusesNamesAndPasswordsThatCannotBeUsed() {
        try (TestDatabase fresh = TestDatabase.fresh()) {
            var staff = new StaffRoles(fresh.database());
            for (String name : List.of("ch_owner", "pg_monitor", "postgres", "Bob", "x; drop role y", "")) {
                assertThat(failure(staff, name, "password").code()).as(name).isEqualTo("staff.name");
            }
            assertThat(failure(staff, "bob", "short").code()).isEqualTo("staff.password");
            Failure groups = catchThrowableOfType(Failure.class, () -> staff.create("bob", "password", Set.of()));
            assertThat(groups.code()).isEqualTo("staff.groups");
        }
    }

    private static Failure failure(StaffRoles staff, String name, String password) {
        return catchThrowableOfType(Failure.class, () -> staff.create(name, password, Set.of(GroupRole.ANALYST)));
    }
}
