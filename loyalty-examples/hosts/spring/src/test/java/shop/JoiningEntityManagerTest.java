package shop;

import jakarta.persistence.EntityManager;
import org.loyalty4j.jpa.JpaStore;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The other way in: the entity manager that Spring shares among its transactions. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:joining;DB_CLOSE_DELAY=-1")
class JoiningEntityManagerTest extends CheckoutCases {

    @TestConfiguration
    static class Joining {

        @Bean
        @Primary
        @DependsOnDatabaseInitialization
        JpaStore joiningStore(EntityManager shared) {
            return JpaStore.joining(shared);
        }

        @Bean
        @Primary
        org.loyalty4j.Loyalty joiningLoyalty(JpaStore joiningStore) {
            return org.loyalty4j.Loyalty.over(joiningStore).build();
        }
    }
}
