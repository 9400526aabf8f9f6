package org.loyalty4j.testkit;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.loyalty4j.Loyalty;

/**
 * Hands each test a fresh engine in memory: a {@link Shop}, its {@link Loyalty} or its {@link SettableClock}, whichever
 * a test method names as a parameter. All parameters of one test belong to one shop; no two tests share one.
 *
 * <pre>{@code
 * @ExtendWith(LoyaltyExtension.class)
 * class CheckoutTest {
 *     @Test
 *     void a_regular_earns_on_every_receipt(Shop shop, SettableClock clock) { … }
 * }
 * }</pre>
 */
public final class LoyaltyExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LoyaltyExtension.class);

    private static final Set<Class<?>> TYPES = Set.of(Shop.class, Loyalty.class, SettableClock.class);

    /** For JUnit. */
    public LoyaltyExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shop shop = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), test -> Shop.open(), Shop.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Loyalty.class) {
            return shop.loyalty();
        }
        return type == SettableClock.class ? shop.clock() : shop;
    }
}
