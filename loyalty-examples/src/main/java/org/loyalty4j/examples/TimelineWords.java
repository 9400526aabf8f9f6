package org.loyalty4j.examples;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Source;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Posting;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.StandingChange;

/** Says in words what stands in a timeline, by the days of one time zone. */
final class TimelineWords {

    private final ZoneId zone;

    TimelineWords(ZoneId zone) {
        this.zone = zone;
    }

    /** As in 14 Jan 2025 10:03. */
    String moment(Instant at) {
        ZonedDateTime here = at.atZone(zone);
        return Wording.day(here.toLocalDate())
                + String.format(Locale.ROOT, " %02d:%02d", here.getHour(), here.getMinute());
    }

    /** As in 14 Jan 2025. */
    String day(Instant at) {
        return Wording.day(LocalDate.ofInstant(at, zone));
    }

    /** Says what it is. */
    static String kind(TimelineEntry entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String actor(@Nullable Actor who) {
        return who == null ? "" : who.id();
    }

    /** Returns who or what wrote it first; a line of the ledger was written by nobody, but follows from something else. */
    static String author(TimelineEntry entry) {
        if (entry instanceof TimelineEntry.Noted noted) {
            return author(noted.entry());
        }
        return entry instanceof TimelineEntry.Bought bought
                ? actor(bought.sale().purchase().actor())
                : "";
    }

    /** Returns who wrote an entry first, or which system where nobody did. */
    static String author(Entry<?> entry) {
        Source source = entry.source();
        return entry.author() == null && source != null ? source.name() : actor(entry.author());
    }

    /** Returns who has to do with it by now. */
    static String owner(TimelineEntry entry) {
        return entry instanceof TimelineEntry.Noted noted
                ? actor(noted.entry().item().owner())
                : "";
    }

    /** Says what happened. */
    String what(TimelineEntry entry) {
        if (entry instanceof TimelineEntry.Noted noted) {
            return what(noted.entry().item());
        }
        if (entry instanceof TimelineEntry.Bought bought) {
            return sold(bought);
        }
        if (entry instanceof TimelineEntry.Booked booked) {
            return booked(booked.posting());
        }
        if (entry instanceof TimelineEntry.Merged merged) {
            return merged.undone() ? "two customers again" : "two customers were found to be one";
        }
        StandingChange change = ((TimelineEntry.Ranked) entry).change();
        return change.tier() + ", " + lower(change.cause().name());
    }

    /** Says what an entry says. */
    String what(HistoryItem item) {
        if (item instanceof Interaction contact) {
            return sentence(
                    lower(contact.status().name()) + ", " + contact.channel(),
                    contact.summary(),
                    contact.outcome() == null ? null : "came to: " + contact.outcome(),
                    contact.nextStep() == null ? null : "next: " + contact.nextStep());
        }
        if (item instanceof Task task) {
            return sentence(task.title(), lower(task.status().name()) + by(task.due()), task.result());
        }
        if (item instanceof Obligation promise) {
            return sentence(
                    (promise.side() == Obligation.Side.OURS ? "We promised: " : "They promised: ") + promise.text(),
                    lower(promise.status().name()) + by(promise.due()),
                    promise.evidence());
        }
        if (item instanceof Agreement agreement) {
            return agreement(agreement);
        }
        if (item instanceof DocumentRef document) {
            return sentence(
                    document.title() + ", version " + document.version(),
                    lower(document.status().name()));
        }
        if (item instanceof Stage stage) {
            return sentence(
                    stage.title(), "stage: " + stage.stage(), stage.value() == null ? null : money(stage.value()));
        }
        if (item instanceof Assignment assignment) {
            return sentence(
                    actor(assignment.employee()) + " as " + assignment.role(),
                    assignment.until() == null ? null : "until " + day(assignment.until()),
                    assignment.cause());
        }
        Consent consent = (Consent) item;
        return lower(consent.event().name()) + ": " + consent.purpose() + " by " + consent.channel();
    }

    private String agreement(Agreement agreement) {
        LocalDate until = agreement.until();
        return sentence(
                agreement.title() + (agreement.number() == null ? "" : " " + agreement.number()),
                lower(agreement.status().name()),
                Wording.day(agreement.from()) + (until == null ? " on" : " to " + Wording.day(until)),
                agreement.renewal() == null
                        ? null
                        : "to be renewed by " + Wording.day(agreement.renewal().on()));
    }

    private static String sold(TimelineEntry.Bought bought) {
        List<PurchaseLine> lines = bought.sale().purchase().lines();
        String articles = lines.stream()
                .flatMap(line -> line.sold().stream()
                        .map(article -> line.quantity().stripTrailingZeros().toPlainString() + " × " + article.sku()))
                .collect(Collectors.joining(", "));
        return sentence(money(bought.sale().purchase().total()), articles.isEmpty() ? null : articles);
    }

    private static String booked(Posting posting) {
        String what = switch (posting.kind()) {
            case EARN -> "earned";
            case REDEEM -> "used";
            case REVERSE -> "taken back";
            case RESTORE -> "put back";
            case EXPIRE -> "gone";
            default -> lower(posting.kind().name());
        };
        return String.format(Locale.ROOT, "%+,d points %s, %,d then", posting.amount(), what, posting.after());
    }

    static String money(Money amount) {
        int decimals = Math.max(0, amount.currency().getDefaultFractionDigits());
        return amount.currency().getCurrencyCode() + " " + Wording.number(amount.amount(), decimals);
    }

    private static String by(@Nullable Due due) {
        return due == null ? "" : ", due " + Wording.day(due.day());
    }

    static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String sentence(@Nullable String... parts) {
        List<String> there = new ArrayList<>();
        for (String part : parts) {
            if (part != null) {
                there.add(part);
            }
        }
        return String.join("; ", there);
    }
}
