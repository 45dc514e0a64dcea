Feature: Documents go out
  The retailer's documents are checked with the receiver's eyes, signed, queued and sent; only a signed acknowledgement accepts or rejects them.

  Scenario: A schedule is submitted and acknowledged
    When the retailer sends a schedule for the day after tomorrow
    Then the document becomes Accepted
    And its acknowledgement of the trading center is on record
    And the trading center confirms it

  Scenario: What the trading center rejects is rejected with its reason
    When the retailer sends a reserve bid for today
    Then the document becomes Rejected
    And its reason is A57

  Scenario: What is too late at home does not leave
    When the retailer tries to send a schedule for today
    Then it is refused with A57
    And nothing of it is on record

  Scenario: What breaks its schema does not leave
    When the retailer tries to send a schedule of an unknown type
    Then it is refused with A94
    And nothing of it is on record

  Scenario: The same document handed in twice is sent once
    When the retailer sends a schedule for the day after tomorrow
    And the retailer hands in the same document again
    Then the document becomes Accepted
    And the trading center received it once

  Scenario: Other content under a used identification does not leave
    When the retailer sends a schedule for the day after tomorrow
    And the retailer tries to send other content under the same identification
    Then it is refused with A51
