package org.loyalty4j.examples;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import org.loyalty4j.customer.PhoneNormalizer;

/**
 * Writes phones as E.164 does, by the plans of numbers that libphonenumber knows. Copy it to where that library is. It takes
 * what is possible by its length: whether a number is assigned changes every two weeks, and the customer knows it better.
 *
 * @param region the country of numbers that are given without their country's code, by two capital letters such as DE
 */
public record LibPhoneNumbers(String region) implements PhoneNormalizer {

    /**
     * Checks the region.
     *
     * @throws IllegalArgumentException if there is no such one
     */
    public LibPhoneNumbers {
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("a region is two capital letters, such as DE");
        }
    }

    @Override
    public String name() {
        return "libphonenumber-" + region;
    }

    @Override
    public Optional<String> normalize(String given) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = plans.parse(given, region);
            // Without its area's code a number is somebody else's in every town; and behind one with an extension are
            // many.
            boolean whole = plans.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
            return whole && !number.hasExtension()
                    ? Optional.of(plans.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException unreadable) {
            return Optional.empty();
        }
    }
}
