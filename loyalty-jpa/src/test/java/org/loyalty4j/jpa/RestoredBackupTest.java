package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.loyalty4j.AuditReport;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Anchor;
import org.loyalty4j.testkit.Shop;

/** F-37: an older backup that is put back agrees with itself; what was saved elsewhere tells that something is missing. */
class RestoredBackupTest {

    @TempDir
    Path folder;

    @Test
    void f_37_an_older_backup_that_was_put_back_is_told_by_the_anchors_that_were_saved() throws IOException {
        CustomerId[] customers = new CustomerId[2];
        inShop(shop -> {
            customers[0] = shop.aCustomer("Anna");
            customers[1] = shop.aCustomer("Ben");
            shop.buys(customers[0], "10.00");
            shop.buys(customers[1], "20.00");
        });
        Files.copy(file(), folder.resolve("backup"));
        List<Anchor> saved = new ArrayList<>();
        inShop(shop -> {
            shop.on("2026-02-01").buys(customers[0], "30.00");
            assertThat(shop.loyalty().saveAnchors(saved::add)).isEqualTo(2);
            assertThat(shop.loyalty().auditSince(saved.iterator()).clean()).isTrue();
        });
        Files.copy(folder.resolve("backup"), file(), StandardCopyOption.REPLACE_EXISTING);

        inShop(shop -> {
            assertThat(shop.loyalty().audit().findings()).isEmpty();
            assertThat(shop.loyalty().auditSince(saved.iterator()).findings())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.customer())
                                .isEqualTo(customers[0].value().toString());
                        assertThat(finding.posting()).isEqualTo(2);
                        assertThat(finding.message()).contains("had 2 postings and has 1");
                    });
            // Going on from the older state hides nothing.
            shop.on("2026-02-02").buys(customers[0], "5.00");
            shop.buys(customers[0], "5.00");
            AuditReport report = shop.loyalty().auditSince(saved.iterator());
            assertThat(report.accounts()).isEqualTo(2);
            assertThat(report.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.message()).contains("not the one that was saved"));
        });
    }

    private interface Work {
        void in(Shop shop);
    }

    private void inShop(Work work) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("shop"));
        // The database ends with its last connection, so the file is whole between two of these.
        try (JpaStore store = JpaStore.owning(source).schema(LoyaltySchema.Mode.CREATE)) {
            work.in(Shop.over(store, program -> program));
        }
    }

    private Path file() {
        return folder.resolve("shop.mv.db");
    }
}
