@self-test
Feature: The adapter runs features
  What people write here runs as written; this feature uses every form of writing.

  Background:
    Given an empty notebook

  Scenario: Steps share what they made
    When I write "first"
    And I write 'second line'
    Then the notebook has 2 entries
    But it does not contain "third"

  @tagged
  Scenario: A tagged scenario gets its hook
    Then the notebook has 1 entry

  Scenario Outline: <count> entries cost <price>
    When I write <count> entries at <price> each
    Then the total is <total>

    Examples:
      | count | price | total |
      | 3     | 1.50  | 4.50  |
      | 0     | 9.99  | 0     |

  Scenario: A table and a text stand under a step
    When I write these
      | text  | page |
      | alpha | 1    |
      | beta  | 2    |
    And I append
      """
      two
      lines
      """
    Then the notebook has 3 entries
    And it contains "beta"

  Rule: A rule brings its own background

    Background:
      Given the entry "from the rule"

    Scenario: Both backgrounds run, the feature's first
      Then the notebook has 1 entry
