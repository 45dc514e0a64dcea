Feature: Documents come in
  Whatever arrives is verified, validated, checked, stored and answered, in this order; every refusal has a reason and leaves evidence.

  Scenario: A publication is received
    When the trading center sends a publication
    Then the answer is a signed acknowledgement that accepts it
    And the publication is on record as Accepted with schema result valid

  Scenario: A repetition gets the first acknowledgement again
    When the trading center sends a publication
    And the trading center sends the same publication again in a new message
    Then the answer is the first acknowledgement again
    And the publication is on record as Accepted with schema result valid
    And the publication is on record as Repeated

  Scenario: An altered message is believed in nothing
    When the trading center sends a publication that is altered on its way
    Then the answer is the fault PUT-006
    And the hub keeps evidence of SIGNATURE_DIGEST_MISMATCH
    And nothing is on record under the publication's identification

  Scenario: A document that breaks its schema is refused
    When the trading center sends a publication that breaks its schema
    Then the answer is a signed acknowledgement that rejects it with A94
    And the publication is on record as Refused with schema result invalid

  Scenario: A refused document may come again, corrected
    When the trading center sends a publication that breaks its schema
    And the trading center sends the corrected publication
    Then the answer is a signed acknowledgement that accepts it

  Scenario: A document that breaks a market rule is accepted in part
    When the trading center sends a publication that breaks a market rule
    Then the answer is a signed acknowledgement that accepts it in part with A49
    And the publication is on record as PartlyAccepted with schema result valid

  Scenario: The same identification with other content is refused
    When the trading center sends a publication
    And the trading center sends other content under the same identification
    Then the answer is a signed acknowledgement that rejects it with A51
    And the publication is on record as Accepted with schema result valid

  Scenario: A document that comes after its gate closure is rejected
    When the trading center sends a publication for today
    Then the answer is a signed acknowledgement that rejects it with A57
    And the publication is on record as Rejected with schema result valid

  Scenario: What waits at the trading center is fetched
    When the retailer sends a reserve bid for the day after tomorrow
    Then the document becomes Accepted
    And the load of the zone that waits at the trading center is fetched and accepted
    And the trading center has the acknowledgement of what was fetched
