package io.munjigi.benchmarks.rival;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Accounts as one writes them with what Spring has: the same answers as Munjigi's, without sessions, limits and an audit trail. */
@SpringBootApplication
class Rival {

    public static void main(String[] arguments) {
        SpringApplication.run(Rival.class, arguments);
    }
}
