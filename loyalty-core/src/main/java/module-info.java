import org.jspecify.annotations.NullMarked;

/** Customer history and loyalty points, as a library inside your own application. */
@NullMarked
module org.loyalty4j.core {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires com.github.benmanes.caffeine;
}
