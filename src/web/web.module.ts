import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { OnboardingModule } from '../onboarding/onboarding.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { AccessModule } from '../access/access.module.js';
import { KLPD_DIRECTORY } from '../access/instance/instance.js';
import { VillagesModule } from '../catalogue/villages/villages.module.js';
import { ProductsModule } from '../catalogue/products/products.module.js';
import { EnterpriseModule } from '../enterprise/enterprise.module.js';
import { GradingModule } from '../catalogue/grading/grading.module.js';
import { SentraModule } from '../catalogue/sentra/sentra.module.js';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { EligibilityModule } from '../eligibility/eligibility.module.js';
import { EtalaseModule } from '../etalase/etalase.module.js';
import { ExchangeModule } from '../exchange/exchange.module.js';
import { IngestionModule } from '../ingestion/ingestion.module.js';
import { ProgrammesModule } from '../participation/programmes/programmes.module.js';
import { BureauModule } from '../purchasing/bureau.module.js';
import { KlpdListQueries } from '../purchasing/klpd-list.queries.js';
import { ParticipationModule } from '../participation/participation.module.js';
import { PurchasingModule } from '../purchasing/purchasing.module.js';
import { RegulationModule } from '../regulation/regulation.module.js';
import { DatabasePulse } from './edge/pulse.js';
import { HealthController } from './health.controller.js';
import { ListProblemsController } from './list-import/list-problems.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { AccountPage } from './pages/account/account.page.js';
import { AuditPage } from './pages/audit/audit.page.js';
import { TwoFactorPage } from './pages/account/two-factor.page.js';
import { ApiKeysPage } from './pages/api-keys/api-keys.page.js';
import { CircularsPage } from './pages/circulars/circulars.page.js';
import { CompliancePage } from './pages/compliance/compliance.page.js';
import { DefinitionsPage } from './pages/definitions/definitions.page.js';
import { DecisionsPage } from './pages/eligibility/decisions.page.js';
import { EligibilityToolsPage } from './pages/eligibility/tools.page.js';
import { StatementsPage } from './pages/eligibility/statements.page.js';
import { VerificationPage } from './pages/eligibility/verification.page.js';
import { EnterpriseImportPage } from './pages/enterprises/enterprise-import.page.js';
import { DocumentsImportPage } from './pages/enterprises/documents-import.page.js';
import { EnterpriseListsPage } from './pages/enterprises/enterprise-lists.page.js';
import { EnterprisePage } from './pages/enterprises/enterprise.page.js';
import { EnterprisesPage } from './pages/enterprises/enterprises.page.js';
import { MergingPage } from './pages/enterprises/merging.page.js';
import { GradingPages } from './pages/grading/grading.page.js';
import { EtalaseWisataPage } from './pages/etalase-wisata/etalase-wisata.page.js';
import { HomePage } from './pages/home/home.page.js';
import { ImportsPage } from './pages/imports/imports.page.js';
import { ProductBuyers } from './pages/katalog/buyers.js';
import { KatalogPage } from './pages/katalog/katalog.page.js';
import { EtalaseUpkeepPage } from './pages/etalase-wisata/upkeep.page.js';
import { WebhooksPage } from './pages/webhooks/webhooks.page.js';
import { ValidityPage } from './pages/etalase-wisata/validity.page.js';
import { VisitsPage } from './pages/etalase-wisata/visits.page.js';
import { RulesPage } from './pages/lokasi-wisata/rules.page.js';
import { WisataPhotosPage } from './pages/wisata/photos.page.js';
import { AssignmentsPage } from './pages/lokasi-wisata/assignments.page.js';
import { AssignmentImportPage } from './pages/lokasi-wisata/assignment-import.page.js';
import { AssignmentListsPage } from './pages/lokasi-wisata/assignment-lists.page.js';
import { PlaceImportPage } from './pages/lokasi-wisata/place-import.page.js';
import { PlaceListsPage } from './pages/lokasi-wisata/place-lists.page.js';
import { PlacesPage } from './pages/lokasi-wisata/places.page.js';
import { MappingPages } from './pages/mapping/mapping.page.js';
import { MailsPage, MessagesPage } from './pages/messages/messages.page.js';
import { OwnEnterprisePage } from './pages/onboarding/own.page.js';
import { ProposalPage } from './pages/onboarding/proposal.page.js';
import { QueuePage } from './pages/onboarding/queue.page.js';
import { SignUpPage } from './pages/onboarding/sign-up.page.js';
import { MyDataPage } from './pages/my-data/my-data.page.js';
import { OpenDataPage } from './pages/open-data/open-data.page.js';
import { OvopCataloguePage } from './pages/ovop/ovop-catalogue.page.js';
import { OvopImportPage } from './pages/ovop/ovop-import.page.js';
import { OvopPage } from './pages/ovop/ovop.page.js';
import { SentraPages } from './pages/sentra/sentra.page.js';
import { OutcomePage } from './pages/programmes/outcome.page.js';
import { ParticipantsImportPage } from './pages/programmes/participants-import.page.js';
import { ParticipantsPages } from './pages/programmes/participants.page.js';
import { ProgrammesPages } from './pages/programmes/programmes.page.js';
import { RoadmapPages } from './pages/roadmap/roadmap.page.js';
import { ProductImportPage } from './pages/produk/product-import.page.js';
import { CertificateImportPage } from './pages/produk/certificate-import.page.js';
import { ProdukListsPage } from './pages/produk/lists.page.js';
import { ProdukPartsPage } from './pages/produk/parts.page.js';
import { ProdukPage } from './pages/produk/produk.page.js';
import { SalesPage } from './pages/sales/sales.page.js';
import { StatesImportPage } from './pages/participation/states-import.page.js';
import { CatalogueStatesPage } from './pages/participation/states.page.js';
import { ParticipationWorkingPage } from './pages/participation/working.page.js';
import { FunnelRowsPage } from './pages/participation/funnel-rows.page.js';
import { FunnelPage } from './pages/participation/funnel.page.js';
import { MonthlyPage } from './pages/participation/monthly.page.js';
import { ParticipationOutputsPage } from './pages/participation/outputs.page.js';
import { ParticipationPlanPage } from './pages/participation/plan.page.js';
import { ParticipationProductsPage } from './pages/participation/products.page.js';
import { ParticipationSellersPage } from './pages/participation/sellers.page.js';
import { FilterWords } from './pages/participation/filter.words.js';
import { ParticipationPublicPage } from './pages/participation/public.page.js';
import { PersonalPages } from './pages/personal/personal.page.js';
import { SelfCheckPage } from './pages/self-check/self-check.page.js';
import { SettingsPage } from './pages/settings/settings.page.js';
import { ForgottenPage } from './pages/sign-in/forgotten.page.js';
import { SignInPage } from './pages/sign-in/sign-in.page.js';
import { SsoPage } from './pages/sign-in/sso.page.js';
import { SpendingPage } from './pages/spending/spending.page.js';
import { StatusesPage } from './pages/statuses/statuses.page.js';
import { SuppliersImportPage } from './pages/suppliers/suppliers-import.page.js';
import { SuppliersPage } from './pages/suppliers/suppliers.page.js';
import { UserPage } from './pages/users/user.page.js';
import { RolePage } from './pages/users/role.page.js';
import { UsersPage } from './pages/users/users.page.js';
import { CoveragePage } from './pages/villages/coverage.page.js';
import { PotentialsImportPage } from './pages/villages/potentials-import.page.js';
import { PotentialsPage } from './pages/villages/potentials.page.js';
import { VillagePage } from './pages/villages/village.page.js';
import { WisataCardsPage } from './pages/wisata/cards.page.js';
import { WisataPage } from './pages/wisata/wisata.page.js';
import { WisataFramePage } from './pages/wisata/frame.page.js';
import { ProblemFilter } from './problem.filter.js';

/** The pages. Each page's controller is listed here; the module whose service it uses is imported. */
@Module({
  imports: [
    AccessModule,
    VillagesModule,
    PurchasingModule,
    RegulationModule,
    BureauModule,
    ComplianceModule,
    EligibilityModule,
    EtalaseModule,
    ExchangeModule,
    IngestionModule,
    ParticipationModule,
    MessagesModule,
    OnboardingModule,
    ProductsModule,
    EnterpriseModule,
    GradingModule,
    SentraModule,
    ProgrammesModule,
  ],
  controllers: [
    HealthController,
    MetricsController,
    ListProblemsController,
    HomePage,
    SignInPage,
    ForgottenPage,
    SsoPage,
    AccountPage,
    TwoFactorPage,
    SettingsPage,
    UsersPage,
    AuditPage,
    UserPage,
    SpendingPage,
    CompliancePage,
    CircularsPage,
    DefinitionsPage,
    KatalogPage,
    SelfCheckPage,
    ProdukListsPage,
    CertificateImportPage,
    ProductImportPage,
    ProdukPartsPage,
    ProdukPage,
    ImportsPage,
    OpenDataPage,
    OvopCataloguePage,
    OvopPage,
    OvopImportPage,
    EligibilityToolsPage,
    StatementsPage,
    DecisionsPage,
    VerificationPage,
    EnterprisesPage,
    EnterpriseListsPage,
    DocumentsImportPage,
    EnterpriseImportPage,
    EnterprisePage,
    MergingPage,
    MappingPages,
    SuppliersPage,
    SuppliersImportPage,
    GradingPages,
    SentraPages,
    ProgrammesPages,
    ParticipantsPages,
    ParticipantsImportPage,
    OutcomePage,
    RoadmapPages,
    StatusesPage,
    SalesPage,
    ParticipationPublicPage,
    ParticipationOutputsPage,
    ParticipationWorkingPage,
    ParticipationSellersPage,
    ParticipationProductsPage,
    ParticipationPlanPage,
    CatalogueStatesPage,
    StatesImportPage,
    FunnelPage,
    FunnelRowsPage,
    MonthlyPage,
    ApiKeysPage,
    RolePage,
    MailsPage,
    MessagesPage,
    OwnEnterprisePage,
    ProposalPage,
    QueuePage,
    SignUpPage,
    MyDataPage,
    PersonalPages,
    CoveragePage,
    PotentialsPage,
    PotentialsImportPage,
    VillagePage,
    WisataCardsPage,
    WisataPage,
    WisataFramePage,
    ValidityPage,
    WebhooksPage,
    EtalaseUpkeepPage,
    VisitsPage,
    EtalaseWisataPage,
    RulesPage,
    WisataPhotosPage,
    AssignmentListsPage,
    AssignmentImportPage,
    PlaceListsPage,
    PlaceImportPage,
    AssignmentsPage,
    PlacesPage,
  ],
  providers: [
    FilterWords,
    ProductBuyers,
    DatabasePulse,
    Metrics,
    { provide: KLPD_DIRECTORY, useExisting: KlpdListQueries },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class WebModule {}
