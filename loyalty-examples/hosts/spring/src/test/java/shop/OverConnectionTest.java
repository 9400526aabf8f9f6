package shop;

import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:connection;DB_CLOSE_DELAY=-1")
class OverConnectionTest extends CheckoutCases {}
