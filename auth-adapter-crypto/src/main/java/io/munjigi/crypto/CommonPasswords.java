package io.munjigi.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nulabinc.zxcvbn.StandardDictionaries;
import io.munjigi.core.model.Password;
import io.munjigi.core.port.PasswordBlocklist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The 30,000 passwords that leaked most often, as the library zxcvbn lists them. A password is one of them as a whole or not at all: no
 * strength score decides.
 *
 * <p>The list is read at the first question, which therefore takes some 50 ms, and then held as sorted bytes in about 400 KB. Safe for use
 * by many threads.
 */
public final class CommonPasswords implements PasswordBlocklist {

    /** What OWASP ASVS 5.0 (6.2.4) asks for. */
    private static final int FEWEST = 3_000;

    private volatile @Nullable SortedWords words;

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the library's list has become too short to be of use
     */
    @Override
    public boolean contains(Password password) {
        SortedWords loaded = words;
        if (loaded == null) {
            loaded = load();
        }
        return loaded.contains(password.reveal().toLowerCase(Locale.ROOT));
    }

    private synchronized SortedWords load() {
        SortedWords loaded = words;
        if (loaded == null) {
            loaded = SortedWords.of(listed());
            words = loaded;
        }
        return loaded;
    }

    private static List<String> listed() {
        try {
            List<String> listed = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();
            if (listed.size() < FEWEST) {
                throw new IllegalStateException("zxcvbn lists only " + listed.size() + " common passwords");
            }
            return listed;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("zxcvbn's list of common passwords cannot be read", unreadable);
        }
    }

    /** Words of UTF-8, one after another in order: a fifth of what a set of strings would take. */
    private static final class SortedWords {

        private final byte[] text;
        private final int[] starts;

        private SortedWords(byte[] text, int[] starts) {
            this.text = text;
            this.starts = starts;
        }

        static SortedWords of(List<String> words) {
            byte[][] sorted = words.stream()
                    .map(word -> word.toLowerCase(Locale.ROOT).getBytes(UTF_8))
                    .sorted(Arrays::compare)
                    .toArray(byte[][]::new);
            int[] starts = new int[sorted.length + 1];
            for (int index = 0; index < sorted.length; index++) {
                starts[index + 1] = starts[index] + sorted[index].length;
            }
            byte[] text = new byte[starts[sorted.length]];
            for (int index = 0; index < sorted.length; index++) {
                System.arraycopy(sorted[index], 0, text, starts[index], sorted[index].length);
            }
            return new SortedWords(text, starts);
        }

        boolean contains(String word) {
            byte[] wanted = word.getBytes(UTF_8);
            int low = 0;
            int high = starts.length - 2;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = Arrays.compare(text, starts[middle], starts[middle + 1], wanted, 0, wanted.length);
                if (order == 0) {
                    return true;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return false;
        }
    }
}
