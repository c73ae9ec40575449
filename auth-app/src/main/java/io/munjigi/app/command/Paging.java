package io.munjigi.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long lists, a page at a time. */
final class Paging {

    private Paging() {}

    /** Gives the elements of a page, or none to end. */
    interface Pages<T> {

        /** The next page: behind this element, or the first where it is null. */
        List<T> next(@Nullable T last, int most);
    }

    /** Goes through the pages until one is empty, or so many elements were given; all of them if no limit is. */
    static <T> void through(@Nullable Long limit, int longest, Pages<T> pages) {
        long left = limit == null ? Long.MAX_VALUE : limit;
        T last = null;
        while (left > 0) {
            List<T> page = pages.next(last, (int) Math.min(left, longest));
            if (page.isEmpty()) {
                return;
            }
            left -= page.size();
            last = page.get(page.size() - 1);
        }
    }

    /**
     * @throws CommandException if it is not
     */
    static void requirePositive(@Nullable Long limit) {
        if (limit != null && limit < 1) {
            throw CommandException.mistaken("--limit is a number from 1 on");
        }
    }
}
