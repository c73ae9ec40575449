package io.munjigi.core.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs that are nearly good ones. All that is random comes from one seed. For one thread. */
public final class Mutations {

    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_RANGE = 16;
    private static final int MOST_DOUBLINGS = 12;

    /** Its algorithm is laid down, so that a seed gives the same inputs on every Java. */
    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** A number from 0 to one less than this. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One of these. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /**
     * A good input after one to four changes, of bits, bytes or ranges.
     *
     * @param words what means something in the language of the input, and is put in at any place and any number of times
     */
    public byte[] of(byte[] good, List<String> words) {
        byte[] mutant = good;
        for (int changes = 1 + below(MOST_CHANGES); changes > 0; changes--) {
            mutant = changed(mutant, words);
        }
        return mutant;
    }

    private byte[] changed(byte[] bytes, List<String> words) {
        int from = below(bytes.length + 1);
        int to = from + below(Math.min(LONGEST_RANGE, bytes.length - from) + 1);
        byte[] range = Arrays.copyOfRange(bytes, from, to);
        byte[] word = oneOf(words).getBytes(UTF_8);
        return switch (below(8)) {
            case 0 -> replaced(bytes, from, Math.min(from + 1, bytes.length), randomBytes(1));
            case 1 -> replaced(bytes, from, to, randomBytes(below(4)));
            case 2 -> replaced(bytes, from, to, word);
            case 3 -> replaced(bytes, from, from, word);
            case 4 -> replaced(bytes, from, to, new byte[0]);
            case 5 -> replaced(bytes, to, to, range);
            case 6 -> replaced(bytes, from, from, repeated(word));
            default -> Arrays.copyOf(bytes, from);
        };
    }

    private byte[] repeated(byte[] word) {
        int times = 1 << below(MOST_DOUBLINGS);
        byte[] repeated = new byte[word.length * times];
        for (int time = 0; time < times; time++) {
            System.arraycopy(word, 0, repeated, time * word.length, word.length);
        }
        return repeated;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] replaced = new byte[from + by.length + bytes.length - to];
        System.arraycopy(bytes, 0, replaced, 0, from);
        System.arraycopy(by, 0, replaced, from, by.length);
        System.arraycopy(bytes, to, replaced, from + by.length, bytes.length - to);
        return replaced;
    }
}
