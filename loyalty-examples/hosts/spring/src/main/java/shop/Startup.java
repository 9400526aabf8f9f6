package shop;

import org.loyalty4j.Loyalty;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Publishes the program when the shop opens; the second time, nothing happens. */
@Component
class Startup implements ApplicationRunner {

    private final Loyalty loyalty;

    Startup(Loyalty loyalty) {
        this.loyalty = loyalty;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        loyalty.programs().publish(ShopApplication.program());
    }
}
