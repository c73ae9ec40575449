package io.munjigi.core.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A fixed number of random inputs, all from one seed, which is printed beside what came of them. {@code -Dmunjigi.fuzz.seed=} brings the
 * inputs of another seed. One that fails is shrunk and shown as it would be written in Java, a character for each byte.
 */
public final class Fuzzing {

    private static final String GIVEN_SEED = "munjigi.fuzz.seed";
    private static final long USUAL_SEED = 42;
    private static final int MOST_SHRINKING = 1_000;

    private final String name;
    private final long seed;
    private final int inputs;

    /** What an input has to stand. */
    @FunctionalInterface
    public interface Check {

        /** Says in a word what came of an input, or throws. */
        String of(byte[] input) throws Exception;
    }

    Fuzzing(String name, long seed, int inputs) {
        this.name = name;
        this.seed = seed;
        this.inputs = inputs;
    }

    /** The same inputs in every build, which so fails for what was changed, unless a seed is given. */
    public static Fuzzing of(String name, int inputs) {
        return new Fuzzing(name, Long.getLong(GIVEN_SEED, USUAL_SEED), inputs);
    }

    /**
     * Makes and checks them, one after another.
     *
     * @param make makes an input, of nothing but what it is given
     * @return how often the check said each word
     * @throws AssertionError for the first input whose check throws
     */
    public Map<String, Integer> run(Function<Mutations, byte[]> make, Check check) {
        Mutations mutations = new Mutations(new Random(seed));
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int number = 1; number <= inputs; number++) {
            byte[] input = make.apply(mutations);
            try {
                outcomes.merge(check.of(input), 1, Integer::sum);
            } catch (Exception | AssertionError | StackOverflowError failure) {
                throw failed(number, shrunk(input, check), failure);
            }
        }
        System.out.printf(Locale.ROOT, "fuzzing %s: seed %d, %,d inputs, answers %s%n", name, seed, inputs, outcomes);
        return outcomes;
    }

    private AssertionError failed(int number, byte[] input, Throwable failure) {
        return new AssertionError(
                "fuzzing " + name + ": -D" + GIVEN_SEED + "=" + seed + ", input " + number + ", shrunk: \""
                        + literal(input) + "\"",
                failure);
    }

    /** Leaves out ever shorter ranges as long as the rest still fails. */
    private static byte[] shrunk(byte[] failing, Check check) {
        byte[] smallest = failing;
        int tries = 0;
        for (int length = failing.length; length > 0; length /= 2) {
            int from = 0;
            while (from < smallest.length && tries < MOST_SHRINKING) {
                int to = Math.min(from + length, smallest.length);
                byte[] shorter = Mutations.replaced(smallest, from, to, new byte[0]);
                tries++;
                if (fails(shorter, check)) {
                    smallest = shorter;
                } else {
                    from = to;
                }
            }
        }
        return smallest;
    }

    private static boolean fails(byte[] input, Check check) {
        try {
            check.of(input);
            return false;
        } catch (Exception | AssertionError | StackOverflowError failure) {
            return true;
        }
    }

    private static String literal(byte[] input) {
        StringBuilder literal = new StringBuilder();
        new String(input, ISO_8859_1).chars().forEach(character -> {
            switch (character) {
                case '\r' -> literal.append("\\r");
                case '\n' -> literal.append("\\n");
                case '"', '\\' -> literal.append('\\').append((char) character);
                default ->
                    literal.append(
                            character >= ' ' && character <= '~'
                                    ? String.valueOf((char) character)
                                    : String.format(Locale.ROOT, "\\u%04x", character));
            }
        });
        return literal.toString();
    }
}
