package dev.quantmask.report;

/**
 * A chart of the page, with the same in words and in a table.
 *
 * @param id unlike all others of the page
 * @param description how to read it
 * @param label what it shows, for those who do not see it
 * @param height of the drawing in rem
 * @param wide whether it takes a row of its own
 */
record ChartFigure(
    String id,
    String title,
    String description,
    String label,
    double height,
    boolean wide,
    Plot plot,
    Table table) {}
