import org.jspecify.annotations.NullMarked;

/** Keeps Loyalty4j's data in a relational database, through Jakarta Persistence and Hibernate ORM. */
@SuppressWarnings("requires-automatic") // Hibernate ORM is no named module yet
@NullMarked
module org.loyalty4j.jpa {
    exports org.loyalty4j.jpa;

    requires static transitive org.jspecify;
    requires transitive org.loyalty4j.core;
    requires transitive java.sql;
    requires transitive jakarta.persistence;
    requires org.hibernate.orm.core;
}
