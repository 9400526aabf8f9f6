package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decision;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreTransaction;

/**
 * A unit of work whose receipts count in every purse. What is no receipt is settled in the one purse whose desk was asked.
 *
 * <p>The accounts are locked purse after purse, in the order in which the purses were published. A receipt is decided in
 * all of them before it is accepted in any: where one refuses, none has it. Used by one thread.
 */
final class Receipts {

    private final StoreTransaction tx;

    /** Settles in the purse whose desk was asked. */
    private final Settler own;

    /** All purses, in their order. */
    private final List<Settler> all;

    private final Changes changes;

    private Receipts(StoreTransaction tx, Settler own, List<Settler> all, Changes changes) {
        this.tx = tx;
        this.own = own;
        this.all = List.copyOf(all);
        this.changes = changes;
    }

    /** Locks the accounts of commands in all purses that matter for them, and reads what they need. */
    static Receipts gathered(Engine engine, StoreTransaction tx, List<? extends Command> commands) {
        Changes changes = Changes.none();
        Instant clock = engine.now();
        boolean receipts = commands.stream().anyMatch(Receipts::isReceipt);
        while (true) {
            List<String> purses = receipts ? engine.whole(tx).purses() : List.of();
            Receipts unit;
            if (purses.size() > 1) {
                unit = inAll(engine, tx, purses, commands, clock, changes);
            } else {
                Settler alone = new Settler(engine, tx, clock, changes);
                alone.gather(commands);
                unit = new Receipts(tx, alone, List.of(alone), changes);
            }
            // Another purse may have become known while the locks were waited for.
            if (!receipts || engine.whole(tx).purses().equals(purses)) {
                return unit;
            }
        }
    }

    private static Receipts inAll(
            Engine engine,
            StoreTransaction tx,
            List<String> purses,
            List<? extends Command> commands,
            Instant clock,
            Changes changes) {
        List<Command> told = new ArrayList<>(commands.size());
        commands.stream().filter(Receipts::isReceipt).map(Receipts::toOthers).forEach(told::add);
        Settler own = new Settler(engine, tx, clock, changes);
        List<Settler> all = new ArrayList<>(purses.size());
        for (String purse : purses) {
            boolean asked = purse.equals(engine.purse().orElse(purses.get(0)));
            Engine inside = asked ? engine : engine.in(purse);
            Settler settler = asked ? own : new Settler(inside, inside.view(engine.below(tx)), clock, changes);
            settler.gather(asked ? commands : told);
            all.add(settler);
        }
        return new Receipts(tx, own, all, changes);
    }

    /** Says whether a command is told once and counts in every purse. */
    private static boolean isReceipt(Command command) {
        return command instanceof Command.Sale
                || command instanceof Command.GiveBack
                || command instanceof Command.Annul
                || command instanceof Command.TakeUnknown;
    }

    /** Points are used in the purse whose desk was asked. */
    private static Command toOthers(Command command) {
        return command instanceof Command.Sale sale && sale.checkout().redeem() != null
                ? sale.without(new Command.Sale.Elsewhere(true, false, Set.of()))
                : command;
    }

    /** Returns what settles in the purse whose desk was asked. */
    Settler own() {
        return own;
    }

    /**
     * Decides one command, on from what was decided before it, and has it written.
     *
     * @throws org.loyalty4j.command.KeyReusedException if its key stands for something else
     * @throws org.loyalty4j.customer.UnknownCustomerException if its customer is not enrolled
     */
    Settlement decide(Command command) {
        if (all.size() == 1 || !isReceipt(command)) {
            return own.decide(command);
        }
        own.known(command.customer());
        Optional<Settlement> earlier = repeated(command);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Weighed weighed = weigh(command);
        weighed.accept();
        return weighed.settlement();
    }

    /** Returns the command that was written before under a receipt's key, if there is one. */
    Optional<CommandRecord> before(Command command) {
        return all.stream().flatMap(each -> each.before(command).stream()).findFirst();
    }

    /** Returns the answer to a receipt whose key was used before, empty where it was not. */
    Optional<Settlement> repeated(Command command) {
        List<Settler> met =
                all.stream().filter(each -> each.before(command).isPresent()).toList();
        if (met.isEmpty()) {
            return Optional.empty();
        }
        Settler first = met.contains(own) ? own : met.get(0);
        Settlement answer = first.repeated(in(first, command)).orElseThrow();
        List<Settlement> beside = new ArrayList<>(met.size());
        met.stream()
                .filter(each -> !each.equals(first))
                .forEach(each -> beside.add(each.repeated(in(each, command)).orElseThrow()));
        return Optional.of(together(answer, beside));
    }

    private static Settlement together(Settlement answer, List<Settlement> others) {
        if (others.isEmpty() || !(answer instanceof Settlement.Settled settled)) {
            return answer;
        }
        return settled.beside(others.stream().map(Settlement::orThrow).toList());
    }

    /**
     * What a receipt comes to in one purse.
     *
     * @param part what of it is a matter of that purse
     */
    private record Part(Settler settler, Command part, Decision decision) {}

    /** What a receipt comes to in all purses that take part in it: all settle it, or it is refused. */
    final class Weighed {

        private final List<Part> parts;

        private Weighed(List<Part> parts) {
            this.parts = parts;
        }

        private Part first() {
            return parts.stream()
                    .filter(part -> part.settler.equals(own))
                    .findFirst()
                    .orElse(parts.get(0));
        }

        private Optional<Part> refusing() {
            return first().decision.writes()
                    ? parts.stream().filter(part -> !part.decision.writes()).findFirst()
                    : Optional.of(first());
        }

        boolean settles() {
            return refusing().isEmpty();
        }

        Settlement settlement() {
            Part first = first();
            Optional<Part> no = refusing();
            if (no.isPresent()) {
                Settlement refused = no.get().decision.settlement();
                return no.get().equals(first) || !(refused instanceof Settlement.Refused why)
                        ? refused
                        : why.by(no.get().decision.next().account().id().purse());
            }
            return together(
                    first.decision.settlement(),
                    parts.stream()
                            .filter(part -> !part.equals(first))
                            .map(part -> part.decision.settlement())
                            .toList());
        }

        /** Returns when it is recorded in the first purse that takes part. */
        Instant recordedAt() {
            return Objects.requireNonNull(parts.get(0).decision.command()).recordedAt();
        }

        /** Goes on from it in all purses, and has it written, if all settle it. */
        void accept() {
            if (settles()) {
                own.hear(first().part, parts.stream().map(part -> part.decision).toList());
                parts.forEach(part -> part.settler.accept(part.part, part.decision));
            }
        }
    }

    /** Decides a receipt that was not settled before in all purses that take part in it, and leaves it at that. */
    Weighed weigh(Command command) {
        List<Part> parts = new ArrayList<>(all.size());
        for (Settler settler : all) {
            if (takesPart(settler, command)) {
                Command part = in(settler, command);
                parts.add(new Part(settler, part, settler.decision(settler.known(command.customer()), part)));
            }
        }
        return new Weighed(parts);
    }

    /** A purse that does not know a purchase has nothing to do with what comes back of it; who is asked says that. */
    private boolean takesPart(Settler settler, Command command) {
        CommandKey purchase = command instanceof Command.GiveBack back
                ? back.request().purchase()
                : command instanceof Command.Annul annul ? annul.request().purchase() : null;
        if (purchase != null) {
            boolean nobody = all.stream().noneMatch(each -> each.knowsSale(command.customer(), purchase));
            return nobody ? settler.equals(own) : settler.knowsSale(command.customer(), purchase);
        }
        return settler.equals(own)
                || settler.equals(all.get(0))
                || !(command instanceof Command.Sale sale)
                || hasBegun(settler, sale)
                || isTouched(settler, sale);
    }

    /** Goods come back and points pay where they are known, whenever that purse began. */
    private static boolean isTouched(Settler settler, Command.Sale sale) {
        Return back = sale.checkout().giveBack();
        return (back != null && settler.knowsSale(sale.customer(), back.purchase()))
                || sale.checkout().purchase().tenders().stream()
                        .flatMap(tender -> tender.redemption().stream())
                        .anyMatch(named -> settler.knowsRedemption(sale.customer(), named));
    }

    /** A purchase counts in no purse whose program begins after it. */
    private static boolean hasBegun(Settler settler, Command.Sale sale) {
        Instant now = settler.known(sale.customer()).account().now(settler.clock());
        Instant happened = sale.checkout().purchase().happened().orElse(now);
        return settler.programs().at(happened.isBefore(now) ? happened : now).isPresent();
    }

    /** Returns a command as it is settled in one purse. */
    private Command in(Settler settler, Command command) {
        if (!(command instanceof Command.Sale sale)) {
            return command;
        }
        Purchase purchase = sale.checkout().purchase();
        Return back = sale.checkout().giveBack();
        boolean returned =
                back != null && isElsewhere(settler, each -> each.knowsSale(sale.customer(), back.purchase()));
        Set<CommandKey> redemptions = new HashSet<>(0);
        for (Tender tender : purchase.tenders()) {
            CommandKey named = tender.redemptionKey();
            if (named != null && isElsewhere(settler, each -> each.knowsRedemption(sale.customer(), named))) {
                redemptions.add(named);
            }
        }
        boolean used = sale.checkout().redeem() != null && !settler.equals(own);
        return sale.without(new Command.Sale.Elsewhere(used, returned, redemptions));
    }

    private boolean isElsewhere(Settler settler, Predicate<Settler> known) {
        return !known.test(settler) && all.stream().anyMatch(known);
    }

    /** Writes everything that was decided, in all purses at once. */
    void write() {
        Settler.writeAll(tx, all, changes);
    }
}
