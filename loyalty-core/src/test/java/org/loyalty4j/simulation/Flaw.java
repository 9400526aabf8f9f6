package org.loyalty4j.simulation;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Opening;

/**
 * A bug that is planted on purpose, to see that the simulation finds it.
 *
 * @param opened what the store tells of an account in place of the truth
 * @param appended what the store writes in place of what it was given
 * @param program the program that the engine works by in place of the shop's
 * @param model the model that the engine is held against
 */
record Flaw(
        UnaryOperator<Opening.Opened> opened,
        UnaryOperator<Changes> appended,
        UnaryOperator<LoyaltyProgram> program,
        Function<LoyaltyProgram, Model> model) {

    static final Flaw NONE =
            new Flaw(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), Model::new);

    static Flaw reading(UnaryOperator<Opening.Opened> lie) {
        return new Flaw(lie, NONE.appended, NONE.program, NONE.model);
    }

    static Flaw writing(UnaryOperator<Changes> lie) {
        return new Flaw(NONE.opened, lie, NONE.program, NONE.model);
    }

    static Flaw deciding(UnaryOperator<LoyaltyProgram> other) {
        return new Flaw(NONE.opened, NONE.appended, other, NONE.model);
    }

    static Flaw inModel(Function<LoyaltyProgram, Model> other) {
        return new Flaw(NONE.opened, NONE.appended, NONE.program, other);
    }
}
