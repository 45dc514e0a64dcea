Feature: A month is settled
  The month that is over goes through its process: what is missing is substituted, two people agree to the result, the trading center gets the energy account, and what its own account says otherwise is disputed.

  Scenario: From readings with a gap to a disputed line
    Given a month that is over, of which a meter was silent for a day
    When the settlement of the month is started
    And anna has what is missing substituted
    Then the month is settled with 96 substituted intervals
    When anna finds the deviations in order
    Then anna may not approve the settlement
    When bert approves the settlement
    Then the energy account becomes Accepted
    And one line differs from the trading center's account
    When anna states what is wrong with the line
    Then the problem statement becomes Accepted
    And the settlement is disputed and its bills come out again octet for octet

  Scenario: A corrected reading of a closed month is billed as a difference
    Given the month that was settled
    When the meter's own values of the silent day arrive
    And the month is settled again
    Then every bill of it is the closed one and its difference
    And the closed settlement is as it was
