package org.loyalty4j.jpa;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.service.ServiceRegistry;

/** MariaDB as Hibernate knows it, but with instants as {@link MariaInstantType} hands them over. */
final class MariaTypes extends MariaDBDialect {

    MariaTypes(int major, int minor) {
        super(DatabaseVersion.make(major, minor));
    }

    @Override
    public void contributeTypes(TypeContributions types, ServiceRegistry registry) {
        super.contributeTypes(types, registry);
        types.contributeJdbcType(new MariaInstantType());
    }
}
