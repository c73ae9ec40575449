package io.munjigi.core.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks every order in which the steps of a few actors can follow one another. An actor is code that calls {@link #step} before each thing
 * it does that others can see; between two steps nobody else runs. The code is run anew for each order.
 *
 * <p>For one thread; the actors run on threads of its own.
 */
public final class Schedules implements AutoCloseable {

    private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread daemon = new Thread(work, "actor");
        daemon.setDaemon(true);
        return daemon;
    });

    private final Semaphore yielded = new Semaphore(0);

    private List<String> steps = new ArrayList<>();

    /** One who acts: whoever made it says what it does. */
    private static final class Actor {

        private final String name;
        private final Semaphore turn = new Semaphore(0);
        private String next = "";
        private boolean done;
        private @Nullable Throwable failure;

        Actor(String name) {
            this.name = name;
        }
    }

    /** What one order is made of: the actors anew, and what must hold when all have ended. */
    public interface Play {

        /** The actors, each to run once. */
        List<Runnable> actors();

        /** Called when all have ended; throws if something does not hold. */
        void ended();
    }

    /** Makes a play anew for each order. */
    public interface Plays {

        /** A fresh one. */
        Play begin();
    }

    /**
     * Plays it in every order.
     *
     * @return in how many
     */
    public int walk(Plays plays) {
        return walk(plays, step -> false);
    }

    /**
     * Plays it in every order that can make a difference: of the orders that are the same but for steps that only read, and that nobody's
     * writing comes between, it plays one (sleep sets: Godefroid, <i>Partial-Order Methods for the Verification of Concurrent Systems</i>,
     * 1996).
     *
     * @param reads which steps change nothing that others can see
     * @return in how many
     */
    public int walk(Plays plays, Predicate<String> reads) {
        List<Integer> choices = new ArrayList<>();
        List<Integer> alternatives = new ArrayList<>();
        int walked = 0;
        do {
            alternatives.clear();
            walked += play(plays.begin(), choices, alternatives, reads) ? 1 : 0;
        } while (nextOrder(choices, alternatives));
        return walked;
    }

    /** The number that the next step to be taken will have; for actors to remember when something was. */
    public int now() {
        return steps.size();
    }

    /** What was done so far, in order. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** The number of the last step of whoever calls that was so; the caller is an actor. */
    public int myLast(String what) {
        Actor actor = CURRENT.get();
        int last = actor == null ? -1 : steps.lastIndexOf(actor.name + " " + what);
        if (last < 0) {
            throw new AssertionError("no step " + what);
        }
        return last;
    }

    /** Lets others go first, in every way there is. Does nothing for who is no actor. */
    public void step(String what) {
        Actor actor = CURRENT.get();
        if (actor != null) {
            actor.next = what;
            yielded.release();
            actor.turn.acquireUninterruptibly();
            steps.add(actor.name + " " + what);
        }
    }

    /**
     * Goes by the choices that are given, then by others, which are added to them.
     *
     * @return false if this turned out to be no more than an order that was played before
     */
    private boolean play(Play play, List<Integer> choices, List<Integer> alternatives, Predicate<String> reads) {
        steps = new ArrayList<>();
        List<Actor> actors = new ArrayList<>();
        for (Runnable role : play.actors()) {
            Actor actor = new Actor("actor" + actors.size());
            actors.add(actor);
            threads.execute(() -> perform(actor, role));
            yielded.acquireUninterruptibly();
        }
        Set<Actor> asleep = Set.of();
        boolean isNew = true;
        for (int depth = 0; ; depth++) {
            List<Actor> waiting = actors.stream().filter(actor -> !actor.done).toList();
            if (waiting.isEmpty()) {
                break;
            }
            List<Actor> awake = without(waiting, asleep);
            if (awake.isEmpty()) {
                isNew = false;
                awake = waiting.subList(0, 1);
            }
            if (depth == choices.size()) {
                choices.add(0);
            }
            alternatives.add(awake.size());
            int choice = choices.get(depth);
            Actor chosen = awake.get(choice);
            asleep = stillAsleep(asleep, awake.subList(0, choice), chosen, reads);
            chosen.turn.release();
            yielded.acquireUninterruptibly();
        }
        try {
            for (Actor actor : actors) {
                if (actor.failure != null) {
                    throw new AssertionError(actor.name + " failed", actor.failure);
                }
            }
            play.ended();
        } catch (AssertionError broken) {
            throw new AssertionError("after " + steps, broken);
        }
        return isNew;
    }

    private static List<Actor> without(List<Actor> actors, Set<Actor> left) {
        return actors.stream().filter(actor -> !left.contains(actor)).toList();
    }

    /** Whose step was tried here before the chosen one's need not be tried after it, if it makes no difference which of them is first. */
    private static Set<Actor> stillAsleep(Set<Actor> asleep, List<Actor> tried, Actor chosen, Predicate<String> reads) {
        if (!reads.test(chosen.next)) {
            return Set.of();
        }
        return Stream.concat(asleep.stream(), tried.stream())
                .filter(actor -> reads.test(actor.next))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void perform(Actor actor, Runnable role) {
        CURRENT.set(actor);
        try {
            role.run();
        } catch (RuntimeException | Error failed) {
            actor.failure = failed;
        } finally {
            CURRENT.remove();
            actor.done = true;
            yielded.release();
        }
    }

    /** The last choice that had an alternative not tried yet is made otherwise. */
    private static boolean nextOrder(List<Integer> choices, List<Integer> alternatives) {
        for (int depth = alternatives.size() - 1; depth >= 0; depth--) {
            int next = choices.get(depth) + 1;
            if (next < alternatives.get(depth)) {
                choices.subList(depth, choices.size()).clear();
                choices.add(next);
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
