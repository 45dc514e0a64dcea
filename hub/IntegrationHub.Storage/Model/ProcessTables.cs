using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Model;

/// <summary>Running processes. Their statements are written by hand; the model says what the columns hold.</summary>
internal static class ProcessTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ProcessDefinitionRow>(row =>
        {
            row.ToTable("process_definition");
            row.HasKey(x => new { x.RetailerId, x.Process, x.Version }).HasName("pk_process_definition");
        });
        model.Entity<ProcessInstanceRow>(row =>
        {
            row.ToTable("process_instance");
            row.HasKey(x => new { x.RetailerId, x.Id }).HasName("pk_process_instance");
            // Lists, newest first; cases by what they are known by; what waits for an operator; what an instance called.
            row.HasIndex(x => new { x.RetailerId, x.StartedAt, x.Id }, "ix_process_instance_started");
            row.HasIndex(x => new { x.RetailerId, x.BusinessKey, x.StartedAt, x.Id }, "ix_process_instance_key");
            row.HasIndex(x => new { x.RetailerId, x.StartedAt, x.Id }, "ix_process_instance_incidents").HasFilter("incidents > 0");
            row.HasIndex(x => new { x.RetailerId, x.CallerId }, "ix_process_instance_caller").HasFilter("caller_id is not null");
        });
        model.Entity<ProcessTaskRow>(row =>
        {
            row.ToTable("process_task");
            row.HasKey(x => new { x.RetailerId, x.InstanceId, x.Token }).HasName("pk_process_task");
            row.HasIndex(x => new { x.RetailerId, x.Id }, "ux_process_task_id").IsUnique();
            row.HasIndex(x => new { x.RetailerId, x.DueOrder, x.OpenedAt, x.InstanceId, x.Token }, "ix_process_task_order");
            row.HasIndex(x => new { x.RetailerId, x.ClaimedBy, x.DueOrder, x.OpenedAt, x.InstanceId, x.Token }, "ix_process_task_holder").HasFilter("claimed_by is not null");
        });
        model.Entity<ProcessCandidateRow>(row =>
        {
            row.ToTable("process_candidate");
            row.HasKey(x => new { x.RetailerId, x.InstanceId, x.Token, x.Role }).HasName("pk_process_candidate");
            row.HasIndex(x => new { x.RetailerId, x.Role, x.DueOrder, x.OpenedAt, x.InstanceId, x.Token }, "ix_process_candidate_list").HasFilter("not held");
        });
        ConfigureWaits(model);
    }

    private static void ConfigureWaits(ModelBuilder model)
    {
        model.Entity<ProcessWorkRow>(row =>
        {
            row.ToTable("process_work");
            row.HasKey(x => new { x.RetailerId, x.Id }).HasName("pk_process_work");
            row.Property(x => x.Seq).ValueGeneratedOnAdd();
            row.HasIndex(x => new { x.RetailerId, x.ClaimableAt, x.Seq }, "ix_process_work_claim");
            row.HasIndex(x => new { x.RetailerId, x.InstanceId, x.Kind, x.Number }, "ix_process_work_instance");
        });
        model.Entity<ProcessSubscriptionRow>(row =>
        {
            row.ToTable("process_subscription");
            row.HasKey(x => new { x.RetailerId, x.InstanceId, x.Wait }).HasName("pk_process_subscription");
            row.Property(x => x.Seq).ValueGeneratedOnAdd();
            row.HasIndex(x => new { x.RetailerId, x.Name, x.Key, x.Seq }, "ix_process_subscription_open").HasFilter("message_id is null");
        });
        model.Entity<ProcessMessageRow>(row =>
        {
            row.ToTable("process_message");
            row.HasKey(x => new { x.RetailerId, x.MessageId }).HasName("pk_process_message");
            row.Property(x => x.Seq).ValueGeneratedOnAdd();
            row.HasIndex(x => new { x.RetailerId, x.Id }, "ux_process_message_id").IsUnique();
            row.HasIndex(x => new { x.RetailerId, x.Name, x.Key, x.Seq }, "ix_process_message_free").HasFilter("is_free");
        });
        model.Entity<ProcessNoticeRow>(row =>
        {
            row.ToTable("process_notice");
            row.HasKey(x => new { x.RetailerId, x.NoticeId }).HasName("pk_process_notice");
            row.HasIndex(x => new { x.RetailerId, x.Id }, "ux_process_notice_id").IsUnique();
            row.HasIndex(x => new { x.RetailerId, x.At, x.NoticeId }, "ix_process_notice_at");
            row.HasIndex(x => new { x.RetailerId, x.Recipient, x.At, x.NoticeId }, "ix_process_notice_recipient");
        });
    }
}
