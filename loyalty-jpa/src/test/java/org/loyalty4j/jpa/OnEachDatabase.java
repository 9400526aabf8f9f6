package org.loyalty4j.jpa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.loyalty4j.acceptance.OverAnyStore;
import org.loyalty4j.store.LoyaltyStore;

/** Runs a class of core's cases once on each database. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(OnEachDatabase.Databases.class)
@interface OnEachDatabase {

    /** Asks for the class to be run on each database. */
    final class Databases implements ClassTemplateInvocationContextProvider {

        @Override
        public boolean supportsClassTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
            return Arrays.stream(TestDatabase.values()).map(Run::new);
        }
    }

    /** The run on one database. */
    record Run(TestDatabase kind) implements ClassTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return kind.code();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new TwoStores(
                    EmptiedStore.of(kind, PoolSettings.USUAL), EmptiedStore.of(kind, PoolSettings.USUAL)));
        }
    }

    /** Gives the cases their stores, each started with its first use, and drops them after the class. */
    record TwoStores(EmptiedStore one, EmptiedStore other)
            implements OverAnyStore.Stores, TestInstancePostProcessor, AfterClassTemplateInvocationCallback {

        @Override
        public LoyaltyStore first() {
            return one.empty();
        }

        @Override
        public LoyaltyStore second() {
            return other.empty();
        }

        @Override
        public int rounds(int inMemory) {
            return Math.max(1, inMemory / 50);
        }

        @Override
        public void postProcessTestInstance(Object test, ExtensionContext context) {
            ((OverAnyStore) test).runOn(this);
        }

        @Override
        public void afterClassTemplateInvocation(ExtensionContext context) {
            one.close();
            other.close();
        }
    }
}
