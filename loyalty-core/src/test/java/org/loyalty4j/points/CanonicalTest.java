package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.customer.CustomerId;

/** I-56: what is hashed, byte for byte, written down a second time with what the JDK has for it. */
class CanonicalTest {

    /** Java's own big-endian output, after the byte that says the version of the form. */
    private static final class Bytes {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        Bytes() throws IOException {
            data.writeByte(1);
        }

        Bytes number(long... values) throws IOException {
            for (long value : values) {
                data.writeLong(value);
            }
            return this;
        }

        Bytes text(@Nullable String text) throws IOException {
            if (text == null) {
                return number(-1);
            }
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            data.writeLong(utf8.length);
            data.write(utf8);
            return this;
        }

        ChainHash sha256() throws GeneralSecurityException {
            return ChainHash.of(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        }
    }

    @Test
    void every_kind_of_value_has_one_form_however_little_room_was_expected() throws Exception {
        Instant instant = Instant.parse("2026-03-01T10:11:12.123456Z");
        long micros = instant.getEpochSecond() * 1_000_000 + 123_456;
        ChainHash expected = new Bytes()
                .number(0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0102_0304_0506_0708L)
                .text("")
                .text("plain")
                .text("\u007f")
                .text("\u0080")
                .text("Müller ☕ 🎁")
                .text(null)
                .number(micros, -1, Long.MIN_VALUE, 1, 2, 3, 4, 5, 6)
                .sha256();
        for (int room : new int[] {1, 8, 9, 100, 1000}) {
            assertThat(new Canonical(room)
                            .number(0)
                            .number(-1)
                            .number(Long.MIN_VALUE)
                            .number(Long.MAX_VALUE)
                            .number(0x0102_0304_0506_0708L)
                            .text("")
                            .text("plain")
                            .text("\u007f")
                            .text("\u0080")
                            .text("Müller ☕ 🎁")
                            .text(null)
                            .instant(instant)
                            .instant(Instant.EPOCH.minusNanos(1000))
                            .instant(null)
                            .hash(new ChainHash(1, 2, 3, 4))
                            .id(new UUID(5, 6))
                            .sha256())
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_hash_is_its_thirty_two_bytes() {
        byte[] bytes =
                HexFormat.of().parseHex("0102030405060708" + "ff02030405060708" + "0000000000000001" + "80".repeat(8));
        ChainHash hash = ChainHash.of(bytes);
        assertThat(hash)
                .isEqualTo(new ChainHash(0x0102_0304_0506_0708L, 0xff02_0304_0506_0708L, 1, 0x8080_8080_8080_8080L));
        assertThat(hash.bytes()).isEqualTo(bytes);
    }

    @Test
    void a_command_without_postings_enters_the_chain_by_its_seal() throws Exception {
        ChainHash head = new ChainHash(1, 2, 3, 4);
        ChainHash seal = new ChainHash(5, 6, 7, 8);
        assertThat(head.after(seal, ChainKey.NONE, Instant.EPOCH))
                .isEqualTo(new Bytes().number(1, 2, 3, 4, 5, 6, 7, 8).sha256());
    }

    @Test
    void the_hash_of_a_posting_covers_everything_it_says() throws Exception {
        AccountId account = new AccountId(new CustomerId(new UUID(10, 11)), "points");
        Instant earned = Instant.parse("2026-03-01T00:00:00Z");
        Posting posting = new Posting(
                account,
                7,
                Posting.Kind.EARN,
                30,
                130,
                List.of(
                        new LotAllocation(7, earned, null, 20),
                        new LotAllocation(3, earned, earned.plusSeconds(1), 10)),
                List.of(new Attribution("1", "base", 25, 20), new Attribution(null, "tier", 10, 10)),
                new CommandId(new UUID(12, 13)),
                2,
                earned,
                earned.plusSeconds(2),
                ChainHash.START);
        ChainHash previous = new ChainHash(1, 2, 3, 4);
        ChainHash seal = new ChainHash(5, 6, 7, 8);
        long micros = earned.getEpochSecond() * 1_000_000;

        ChainHash expected = new Bytes()
                .number(1, 2, 3, 4, 5, 6, 7, 8, 10, 11)
                .text("points")
                .number(7)
                .text("EARN")
                .number(30, 130, 12, 13, 2, micros, micros + 2_000_000)
                .number(2, 7, micros, Long.MIN_VALUE, 20, 3, micros, micros + 1_000_000, 10)
                .number(2)
                .text("1")
                .text("base")
                .number(25, 20)
                .text(null)
                .text("tier")
                .number(10, 10)
                .sha256();

        assertThat(posting.hashAfter(previous, seal, ChainKey.NONE)).isEqualTo(expected);
        assertThat(posting.chained(previous, seal, ChainKey.NONE).hash()).isEqualTo(expected);
        assertThat(posting.chained(previous, seal, ChainKey.NONE).before()).isEqualTo(100);
    }
}
