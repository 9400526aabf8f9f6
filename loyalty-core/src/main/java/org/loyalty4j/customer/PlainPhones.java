package org.loyalty4j.customer;

import java.util.Optional;
import org.loyalty4j.command.InvalidRequestException;

/** The normalizer that is always there. */
final class PlainPhones implements PhoneNormalizer {

    static final PhoneNormalizer ONE = new PlainPhones();

    private PlainPhones() {}

    @Override
    public String name() {
        return PLAIN;
    }

    @Override
    public Optional<String> normalize(String given) {
        try {
            return Optional.of(Identifier.normalPhone(given));
        } catch (InvalidRequestException none) {
            return Optional.empty();
        }
    }
}
