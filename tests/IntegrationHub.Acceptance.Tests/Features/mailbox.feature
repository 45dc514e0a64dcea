Feature: Parties that come for their documents
  A party lists and gets only what is addressed to it. Its certificate and nothing else says who it is.

  Background:
    Given the grid companies "north-grid" and "south-grid" who come for their documents

  Scenario: A party gets what is addressed to it
    When the retailer leaves an energy account for "north-grid"
    Then "north-grid" finds it in its list
    And "north-grid" gets exactly the document that was left
    And the document becomes Delivered

  Scenario: A party sees nothing of another's
    When the retailer leaves an energy account for "north-grid"
    Then "south-grid" does not find it in its list
    And "south-grid" is answered GET-006 when it asks for its code

  Scenario: Nobody speaks for somebody else
    When "south-grid" sends an energy account in the name of "north-grid"
    Then the answer is a signed acknowledgement that rejects it with A05

  Scenario Outline: A caller that is <who> gets no further than the door
    When <who> calls the hub
    Then it is answered <status>
    And the hub keeps evidence of the caller

    Examples:
      | who                               | status |
      | somebody without a certificate    | 401    |
      | somebody nobody knows             | 401    |
      | a party that was switched off     | 403    |
