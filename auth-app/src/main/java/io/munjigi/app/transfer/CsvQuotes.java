package io.munjigi.app.transfer;

/** Whether the record whose lines it is shown goes on in the next line, because a quote is open. */
final class CsvQuotes {

    private Place place = Place.START_OF_CELL;

    private enum Place {
        START_OF_CELL,
        BARE,
        QUOTED,
        /** Behind a quote within quotes: another one makes it a character, anything else ends the quoting. */
        BEHIND_QUOTE
    }

    void show(String line) {
        for (int index = 0; index < line.length(); index++) {
            place = after(line.charAt(index));
        }
    }

    private Place after(char character) {
        return switch (place) {
            case QUOTED -> character == '"' ? Place.BEHIND_QUOTE : Place.QUOTED;
            case BARE -> character == ',' ? Place.START_OF_CELL : Place.BARE;
            case START_OF_CELL, BEHIND_QUOTE ->
                switch (character) {
                    case '"' -> Place.QUOTED;
                    case ',' -> Place.START_OF_CELL;
                    default -> Place.BARE;
                };
        };
    }

    boolean areOpen() {
        return place == Place.QUOTED;
    }
}
