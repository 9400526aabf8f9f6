package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.PersonalFactor;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.StoreReader;

/** Asks the host for the personal factors of customers. Safe for use by many threads. */
final class PersonalFactors {

    private static final Ratio MOST = Ratio.of(PersonalFactor.MOST);

    private final Map<String, PersonalFactor> sources;

    PersonalFactors(Map<String, PersonalFactor> sources) {
        this.sources = Map.copyOf(sources);
    }

    Set<String> names() {
        return sources.keySet();
    }

    /**
     * Returns commands with the factors that they need, asked for outside of any lock. What is recorded already is a repeat
     * and asks nobody.
     */
    <C extends Command> List<? extends Command> asked(Engine engine, List<C> commands) {
        if (sources.isEmpty() || commands.stream().noneMatch(Command.Sale.class::isInstance)) {
            return commands;
        }
        Instant clock = engine.now();
        List<Set<String>> needed = engine.read(reader -> needed(engine.whole(reader), reader, commands, clock));
        List<Command> asked = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            asked.add(asked(commands.get(i), needed.get(i)));
        }
        return asked;
    }

    /** Returns a sale with the factors that it needs, as {@link #asked(Engine, List)} does. */
    Command.Sale asked(Engine engine, Command.Sale sale) {
        return (Command.Sale) asked(engine, List.of(sale)).get(0);
    }

    private static List<Set<String>> needed(
            ProgramHistory programs, StoreReader reader, List<? extends Command> commands, Instant clock) {
        Set<CommandKey> met = new HashSet<>();
        List<Set<String>> needed = new ArrayList<>(commands.size());
        for (Command command : commands) {
            Set<String> names = new HashSet<>(needed(programs, command, clock));
            programs.others().forEach(other -> names.addAll(needed(other, command, clock)));
            boolean isNew = !names.isEmpty()
                    && met.add(command.key())
                    && reader.sales()
                            .find(programs.purses().get(0), command.key())
                            .isEmpty();
            needed.add(isNew ? names : Set.of());
        }
        return needed;
    }

    private static Set<String> needed(ProgramHistory programs, Command command, Instant now) {
        if (!(command instanceof Command.Sale sale)) {
            return Set.of();
        }
        Purchase purchase = sale.checkout().purchase();
        return programs.factorsOf(
                purchase, programs.countsAt(purchase.happened().orElse(now), now));
    }

    /**
     * Returns a command with the factors that it needs at a time, which it has unless a version of the program became valid
     * after they were asked for.
     *
     * @param now the time of its account
     */
    Command complete(ProgramHistory programs, Command command, Instant now) {
        return sources.isEmpty() ? command : asked(command, needed(programs, command, now));
    }

    private Command asked(Command command, Set<String> names) {
        if (!(command instanceof Command.Sale sale) || sale.factors().keySet().containsAll(names)) {
            return command;
        }
        return sale.with(asked(sale.factors(), names, sale.checkout().purchase()));
    }

    /** Returns the factors with which a purchase that was recorded would be reckoned by some versions. */
    Map<String, Ratio> of(ProgramHistory programs, RecordedSale sale) {
        Map<String, Ratio> known = sale.command().result().factors();
        return sources.isEmpty()
                ? known
                : asked(known, programs.factorsOf(sale.purchase(), sale.countsAt()), sale.purchase());
    }

    private Map<String, Ratio> asked(Map<String, Ratio> known, Set<String> names, Purchase purchase) {
        Map<String, Ratio> factors = new HashMap<>(known);
        for (String name : names) {
            if (!factors.containsKey(name)) {
                factors.put(name, ask(name, purchase));
            }
        }
        return factors;
    }

    private Ratio ask(String name, Purchase purchase) {
        PersonalFactor source = sources.get(name);
        if (source == null) {
            throw new IllegalStateException("No personal factor is registered under the name " + name);
        }
        CustomerId customer = purchase.customer();
        @Nullable Ratio factor = source.of(customer, purchase);
        if (factor == null
                || factor.signum() < 0
                || factor.compareTo(MOST) > 0
                || factor.denominator().bitLength() > Long.SIZE - 1
                || factor.denominator().longValueExact() > PersonalFactor.DENOMINATOR_MAX) {
            throw new IllegalStateException("The personal factor " + name + " is said to be " + factor
                    + "; 0 to " + MOST + ", with a denominator of at most " + PersonalFactor.DENOMINATOR_MAX
                    + ", is expected");
        }
        return factor;
    }
}
