import org.jspecify.annotations.NullMarked;

/** Customer history and loyalty points, as a library inside your own application. */
@NullMarked
module org.loyalty4j.core {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires com.github.benmanes.caffeine;

    exports org.loyalty4j;
    exports org.loyalty4j.command;
    exports org.loyalty4j.customer;
    exports org.loyalty4j.event;
    exports org.loyalty4j.exchange;
    exports org.loyalty4j.history;
    exports org.loyalty4j.money;
    exports org.loyalty4j.points;
    exports org.loyalty4j.privacy;
    exports org.loyalty4j.program;
    exports org.loyalty4j.reward;
    exports org.loyalty4j.sale;
    exports org.loyalty4j.store;
    exports org.loyalty4j.tier;
}
