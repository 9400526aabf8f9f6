package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.testkit.Shop;

/**
 * Hosts whose class loaders stand in layers, as Quarkus and application servers have them. Hibernate's own loader then
 * knows other classes by our names than we do; here they are those of this test's class path.
 */
class LayeredHostTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    // Hibernate asks the JVM's own class loader as well, and says at length that the Hibernate there is another.
    private final Logger aside = Logger.getLogger("org.hibernate.orm.service");

    @BeforeEach
    void quiet() {
        aside.setLevel(Level.SEVERE);
    }

    @AfterEach
    void loud() {
        aside.setLevel(null);
    }

    /** Loads some packages itself, from what its parent sees, and leaves the others to its parent. */
    private static final class Layer extends ClassLoader {

        private final List<String> own;

        Layer(ClassLoader parent, String... own) {
            super(parent);
            this.own = List.of(own);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (own.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? defined(name) : known;
            }
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    /** The application: it sells, and answers how many points there are. */
    public static final class Application implements ToLongFunction<DataSource> {

        @Override
        public long applyAsLong(DataSource pool) {
            try (JpaStore store = JpaStore.owning(pool).schema(LoyaltySchema.Mode.CREATE)) {
                Shop shop = Shop.over(store, program -> program);
                CustomerId anna = shop.aCustomer("Anna");
                shop.loyalty().till().record(shop.buys(anna, "10.00")).orThrow();
                return shop.available(anna);
            }
        }
    }

    /** Sells in the application's layer, on a thread whose context is that of the given one. */
    private long soldIn(ClassLoader layer, ClassLoader context) throws ReflectiveOperationException {
        Class<?> application = layer.loadClass(Application.class.getName());
        assertThat(application).isNotSameAs(Application.class);
        @SuppressWarnings("unchecked")
        ToLongFunction<DataSource> till = (ToLongFunction<DataSource>)
                application.getDeclaredConstructor().newInstance();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return till.applyAsLong(databases.fresh(TestDatabase.H2).pool());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void the_library_is_its_own_where_hibernate_sees_another_copy_of_it() throws ReflectiveOperationException {
        Layer application = new Layer(getClass().getClassLoader(), "org.loyalty4j.");

        assertThat(soldIn(application, application)).isEqualTo(10);
    }

    @Test
    void the_library_is_its_own_where_that_copy_has_other_annotations_than_hibernates()
            throws ReflectiveOperationException {
        Layer framework = new Layer(getClass().getClassLoader(), "org.hibernate.", "jakarta.persistence.");
        Layer application = new Layer(framework, "org.loyalty4j.");

        assertThat(soldIn(application, application)).isEqualTo(10);
    }

    @Test
    void the_library_is_started_by_a_thread_whose_context_knows_neither_it_nor_hibernate()
            throws ReflectiveOperationException {
        Layer application = new Layer(getClass().getClassLoader(), "org.loyalty4j.");

        assertThat(soldIn(application, ClassLoader.getPlatformClassLoader())).isEqualTo(10);
    }
}
