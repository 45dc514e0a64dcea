using IntegrationHub.Benchmarks.Signatures;
using IntegrationHub.Host.Bench.Exchange;
using IntegrationHub.Host.Bench.Ledger;
using IntegrationHub.Host.Bench.Market;
using IntegrationHub.Host.Bench.Portal;
using IntegrationHub.Host.Bench.Processes;
using IntegrationHub.Host.Bench.Storage;
using IntegrationHub.Host.Commands.Archive;
using IntegrationHub.Host.Commands.Backup;
using IntegrationHub.Host.Commands.CustomerSide;
using IntegrationHub.Host.Commands.Database;
using IntegrationHub.Host.Commands.Emergency;
using IntegrationHub.Host.Commands.Exchanges;
using IntegrationHub.Host.Commands.Files;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Commands.KeyManagement;
using IntegrationHub.Host.Commands.Parties;
using IntegrationHub.Host.Commands.Processes;
using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Commands.Retail;
using IntegrationHub.Host.Commands.Reviews;
using IntegrationHub.Host.Commands.Standby;
using IntegrationHub.Host.Commands.Status;
using IntegrationHub.Host.Commands.ServiceAccounts;
using IntegrationHub.Host.Commands.Users;
using IntegrationHub.Host.Commands;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Schemas.Bench.Fuzzing;
using IntegrationHub.Schemas.Bench.Speed;

namespace IntegrationHub.Host.CommandLine;

/// <summary>Every verb there is, in the order in which help lists them. A verb that does nothing yet is not in it.</summary>
internal static class VerbTable
{
    /// <summary>Fresh verbs for one command line.</summary>
    /// <param name="time">The clock, for what is made before a verb runs.</param>
    public static IReadOnlyList<Verb> Create(TimeProvider time) =>
    [
        new DemoVerb(),
        new UpVerb(),
        new InitVerb(),
        new StatusVerb(),
        new SendVerb(),
        new InboxImportVerb(),
        new OutboxExportVerb(),
        new ExchangesListVerb(),
        new ExchangesShowVerb(),
        new ExchangesReleaseVerb(),
        new ExchangesCancelVerb(),
        new DefinitionListVerb(),
        new DefinitionShowVerb(),
        new DefinitionDeployVerb(),
        new InstanceListVerb(),
        new InstanceShowVerb(),
        new InstanceStartVerb(),
        new InstanceCancelVerb(),
        new InstanceMigrateVerb(),
        new TaskListVerb(),
        new TaskShowVerb(),
        new TaskClaimVerb(),
        new TaskReleaseVerb(),
        new TaskDelegateVerb(),
        new TaskCompleteVerb(),
        new IncidentListVerb(),
        new IncidentRetryVerb(),
        new IncidentSkipVerb(),
        new OutboxListVerb(),
        new ArchiveStatusVerb(),
        new ArchiveRetentionVerb(),
        new ArchiveReconcileVerb(),
        new ArchiveAdoptVerb(),
        new ArchiveHoldListVerb(),
        new ArchiveHoldSetVerb(),
        new ArchiveHoldLiftVerb(),
        new PartyListVerb(),
        new PartyShowVerb(),
        new PartyRulesVerb(),
        new PartyAddVerb(),
        new PartyEnableVerb(),
        new PartyDisableVerb(),
        new ValidateVerb(),
        new VerifyVerb(),
        new SignVerb(),
        new BackupVerb(),
        new RestoreVerb(),
        new StandbyRehearseVerb(),
        new EvidenceExportVerb(),
        new TimestampsAttachVerb(),
        new TimestampsRenewVerb(),
        new LedgerVerifyVerb(),
        new LedgerCheckpointVerb(),
        new LedgerExportVerb(),
        new LedgerKeyVerb(),
        new ReviewListVerb(),
        new ReviewAddVerb(),
        new UserListVerb(),
        new UserAddVerb(),
        new UserDisableVerb(),
        new UserEnableVerb(),
        new UserResetVerb(),
        new UserRolesVerb(),
        new UserBindCertificateVerb(),
        new UserPersonVerb(),
        new BreakGlassStatusVerb(),
        new BreakGlassSealVerb(),
        new BreakGlassAskVerb(),
        new BreakGlassAgreeVerb(),
        new BreakGlassCloseVerb(),
        new ServiceAccountListVerb(),
        new ServiceAccountAddVerb(),
        new ServiceAccountRotateVerb(),
        new ServiceAccountRevokeVerb(),
        new PackageCheckVerb(),
        new PackageImportVerb(),
        new PackageListVerb(),
        new PackageShowVerb(),
        new CustomersCheckVerb(),
        new CustomersImportVerb(),
        new CustomersListVerb(),
        new CustomersServeVerb(),
        new CustomersLoginListVerb(),
        new CustomersLoginAddVerb(),
        new CustomersLoginResetVerb(),
        new CustomersLoginDisableVerb(),
        new CustomersLoginEnableVerb(),
        new CustomersRequestsVerb(),
        new CustomersAnswerVerb(),
        new PublishListVerb(),
        new PublishDraftVerb(),
        new PublishReleaseVerb(),
        new PublishWithdrawVerb(),
        new MarketListVerb(),
        new MarketImportVerb(),
        new MarketPricesVerb(),
        new BidListVerb(),
        new BidShowVerb(),
        new BidCheckVerb(),
        new BidDemandVerb(),
        new BidTermsVerb(),
        new BidReckonVerb(),
        new BidPlanVerb(),
        new BidProposeVerb(),
        new BidWriteVerb(),
        new BidWithdrawVerb(),
        new CustomersEndVerb(),
        new CustomersContactAddVerb(),
        new CustomersContactConfirmVerb(),
        new CustomersContactObjectVerb(),
        new CustomersContactDismissVerb(),
        new CustomersContactWithdrawVerb(),
        new CustomersContactListVerb(),
        new CustomersConsentSendVerb(),
        new CustomersConsentGiveVerb(),
        new CustomersConsentRefuseVerb(),
        new ReadingsImportVerb(),
        new ReadingsStatusVerb(),
        new ReadingsShowVerb(),
        new SettlementListVerb(),
        new SettlementBasisVerb(),
        new SettlementSubstituteVerb(),
        new SettlementCalculateVerb(),
        new SettlementShowVerb(),
        new SettlementBillVerb(),
        new SettlementLinesVerb(),
        new SettlementVerifyVerb(),
        new ContractCreateVerb(),
        new ContractListVerb(),
        new ContractShowVerb(),
        new ContractRenderVerb(),
        new ContractStepVerb(),
        new ContractAttachVerb(),
        new ContractSignatureVerb(),
        new ContractConsentSendVerb(),
        new ContractConsentGiveVerb(),
        new ContractConsentDeclineVerb(),
        new ContractConsentChangeVerb(),
        new TemplateListVerb(),
        new TemplateImportVerb(),
        new KeysStatusVerb(),
        new KeysInitVerb(),
        new KeysRotateVerb(),
        new KeysBackupVerb(),
        new KeysRestoreVerb(),
        new DbStatusVerb(),
        new DbScriptVerb(),
        new DbUpgradeVerb(),
        new ConfigShowVerb(),
        new ConfigCheckVerb(),
        new ConfigReferenceVerb(),
        new PkiInitVerb(),
        new SimulateTradingCenterVerb(),
        new SimulateTrustVerb(),
        new ProfilesDocsVerb(),
        new BenchVerb(new SchemaBenchmark(SchemaSets.ShippedFolder, time)),
        new BenchVerb(new FuzzBenchmark(SchemaSets.ShippedFolder)),
        new BenchVerb(new ExchangeBenchmark(time)),
        new BenchVerb(new SignatureBenchmark(time)),
        new BenchVerb(new LedgerBench(time)),
        new BenchVerb(new StorageBench(time)),
        new BenchVerb(new MarketBench()),
        new BenchVerb(new ProcessesBench(time)),
        new BenchVerb(new PortalBench(time)),
        new VersionVerb(),
        new HelpVerb(),
    ];
}
