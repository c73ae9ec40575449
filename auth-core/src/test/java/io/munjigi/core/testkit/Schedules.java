package io.munjigi.core.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Walks every order in which the steps of a few actors can follow one another. An actor is code that calls {@link #step} before each thing
 * it does that others can see; between two steps nobody else runs. The code is run anew for each order.
 *
 * <p>For one thread; the actors run on threads of its own.
 */
public final class Schedules implements AutoCloseable {

    private static final int MOST_REPEATED = 20;

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
        List<Integer> choices = new ArrayList<>();
        List<Integer> alternatives = new ArrayList<>();
        int walked = 0;
        do {
            alternatives.clear();
            play(plays.begin(), choices, alternatives, waiting -> 0);
            walked++;
        } while (nextOrder(choices, alternatives));
        return walked;
    }

    /**
     * Plays it in so many different orders, each of which is at random from its first step on; or in fewer, once too many have come again.
     *
     * @return in how many
     */
    public int sample(Plays plays, int most, RandomGenerator random) {
        Set<List<Integer>> walked = new HashSet<>();
        int repeated = 0;
        while (walked.size() < most && repeated < MOST_REPEATED) {
            List<Integer> choices = new ArrayList<>();
            play(plays.begin(), choices, new ArrayList<>(), random::nextInt);
            repeated += walked.add(choices) ? 0 : 1;
        }
        return walked.size();
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
            yielded.release();
            actor.turn.acquireUninterruptibly();
            steps.add(actor.name + " " + what);
        }
    }

    /** Goes by the choices that are given, then by others, which are added to them. */
    private void play(Play play, List<Integer> choices, List<Integer> alternatives, IntUnaryOperator choice) {
        steps = new ArrayList<>();
        List<Actor> actors = new ArrayList<>();
        for (Runnable role : play.actors()) {
            Actor actor = new Actor("actor" + actors.size());
            actors.add(actor);
            threads.execute(() -> perform(actor, role));
            yielded.acquireUninterruptibly();
        }
        for (int depth = 0; ; depth++) {
            List<Actor> waiting = actors.stream().filter(actor -> !actor.done).toList();
            if (waiting.isEmpty()) {
                break;
            }
            if (depth == choices.size()) {
                choices.add(choice.applyAsInt(waiting.size()));
            }
            alternatives.add(waiting.size());
            waiting.get(choices.get(depth)).turn.release();
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
